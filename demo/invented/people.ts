import type { Role } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { Country } from './countries.ts';

/**
 * Invented trainers, in the groups in which they were certified. The first group has the size and the split
 * by country that was published; the second has the published eighteen from the region, whose split was not;
 * the others are invented whole.
 */
export const cohorts: readonly { certifiedOn: Day; trainers: Record<Country, readonly string[]> }[] = [
  {
    certifiedOn: '2014-03-13' as Day,
    trainers: {
      BA: ['Amra Hadžić', 'Edin Suljić', 'Dragana Simić', 'Ivana Jurić', 'Mirza Begović', 'Goran Lukić'],
      ME: ['Milena Vukčević', 'Nikola Perović'],
      MK: ['Elena Stojanovska', 'Goran Naumovski', 'Marija Angelovska'],
      RS: ['Jelena Stanković', 'Marko Ilić', 'Ana Pavlović', 'Dejan Jovanović', 'Snežana Kostić'],
    },
  },
  {
    certifiedOn: '2015-02-05' as Day,
    trainers: {
      BA: ['Lejla Mujić', 'Zoran Vidović', 'Sanela Delić', 'Marija Barišić', 'Adnan Karić'],
      ME: ['Jelena Radulović', 'Danilo Knežević', 'Sanja Bošković'],
      MK: ['Biljana Trajkovska', 'Zoran Trpkovski', 'Arta Selimi', 'Aleksandar Naumov'],
      RS: [
        'Milica Đorđević',
        'Vladimir Nikolić',
        'Tamara Živković',
        'Ivana Marković',
        'Nenad Todorović',
        'Gordana Savić',
      ],
    },
  },
  {
    certifiedOn: '2018-10-12' as Day,
    trainers: {
      BA: ['Aida Softić', 'Nebojša Gajić'],
      ME: ['Ivana Đurović', 'Luka Drašković'],
      MK: ['Sonja Ristevska', 'Driton Ademi'],
      RS: ['Katarina Lazić', 'Stefan Mladenović'],
    },
  },
  {
    certifiedOn: '2021-06-18' as Day,
    trainers: {
      BA: ['Emina Halilović', 'Tomislav Perić'],
      ME: ['Tijana Vujović'],
      MK: ['Ivana Georgievska', 'Daniel Spasovski'],
      RS: ['Jovana Popović', 'Miloš Ristić', 'Dragana Vasić'],
    },
  },
  {
    certifiedOn: '2024-04-26' as Day,
    trainers: {
      BA: ['Jasmina Zukić', 'Bojana Tešić', 'Haris Omerović'],
      ME: ['Andrea Kovačević', 'Balša Marković'],
      MK: ['Teodora Mitreska', 'Viktorija Ilieva'],
      RS: ['Nevena Obradović', 'Luka Stojanović', 'Sanja Milić'],
    },
  },
];

/** Someone with an appointment; one that has ended lists nobody who can sign in today. */
export interface Appointed {
  readonly name: string;
  readonly role: Role;
  readonly country: Country | null;
  readonly from: Day;
  readonly to: Day | null;
}

const appointed = (name: string, role: Role, country: Country | null, from: string, to: string | null = null) =>
  ({ name, role, country, from, to }) as Appointed;

/** Who signs in. Trainers among them stand in a cohort under the same name. */
export const appointments: readonly Appointed[] = [
  appointed('Amra Hadžić', 'trainer', 'BA', '2014-03-13', '2020-12-31'),
  appointed('Lejla Mujić', 'trainer', 'BA', '2015-02-05'),
  appointed('Tomislav Perić', 'trainer', 'BA', '2021-06-18'),
  appointed('Nada Kuzmanović', 'coordinator', 'BA', '2014-03-13', '2019-01-31'),
  appointed('Selma Ibrahimović', 'coordinator', 'BA', '2019-02-01'),
  appointed('Ante Bošnjak', 'coordinator', 'BA', '2022-01-10'),
  appointed('Jasmin Hodžić', 'deputy', 'BA', '2023-03-01'),
  appointed('Senad Kovač', 'leader', 'BA', '2021-01-11'),
  appointed('Mirela Čaušević', 'auditor', 'BA', '2022-05-16'),
  appointed('Nikola Perović', 'trainer', 'ME', '2014-03-13', '2019-06-30'),
  appointed('Jelena Radulović', 'trainer', 'ME', '2015-02-05'),
  appointed('Luka Drašković', 'trainer', 'ME', '2018-10-12'),
  appointed('Slavko Jovović', 'coordinator', 'ME', '2014-03-13', '2020-02-29'),
  appointed('Vesna Mijović', 'coordinator', 'ME', '2020-03-01'),
  appointed('Radmila Šćepanović', 'leader', 'ME', '2020-12-07'),
  appointed('Marko Vučinić', 'auditor', 'ME', '2022-05-16'),
  appointed('Elena Stojanovska', 'trainer', 'MK', '2014-03-13', '2021-12-31'),
  appointed('Arta Selimi', 'trainer', 'MK', '2015-02-05'),
  appointed('Daniel Spasovski', 'trainer', 'MK', '2021-06-18'),
  appointed('Ljupčo Velkov', 'coordinator', 'MK', '2014-03-13', '2018-08-31'),
  appointed('Katerina Jovanovska', 'coordinator', 'MK', '2018-09-01'),
  appointed('Filip Angelov', 'deputy', 'MK', '2023-09-04'),
  appointed('Vesna Ilievska', 'leader', 'MK', '2019-06-03'),
  appointed('Besnik Rexhepi', 'auditor', 'MK', '2022-05-16'),
  appointed('Jelena Stanković', 'trainer', 'RS', '2014-03-13', '2019-12-31'),
  appointed('Milica Đorđević', 'trainer', 'RS', '2015-02-05'),
  appointed('Miloš Ristić', 'trainer', 'RS', '2021-06-18'),
  appointed('Vesna Matić', 'coordinator', 'RS', '2014-03-13', '2018-03-31'),
  appointed('Biljana Aleksić', 'coordinator', 'RS', '2018-04-01'),
  appointed('Zoran Pešić', 'coordinator', 'RS', '2022-09-01'),
  appointed('Maja Stojković', 'deputy', 'RS', '2024-02-01'),
  appointed('Slobodan Veljković', 'leader', 'RS', '2020-11-02'),
  appointed('Ljiljana Cvetić', 'auditor', 'RS', '2022-05-16'),
  appointed('Mirjana Kovačić', 'secretariat', null, '2014-03-13'),
  appointed('Ingrid Solberg', 'observer', null, '2019-01-15'),
  appointed('Petar Novak', 'administrator', null, '2014-03-13'),
  appointed('Eva Horváthová', 'administrator', null, '2021-04-12'),
];
