import type { Day } from '#shared/dates.ts';

/** The ministries of the demo network, by the code of their country. */
export const countries = ['BA', 'ME', 'MK', 'RS'] as const;
export type Country = (typeof countries)[number];

/** A text in English and in Serbian (Cyrillic). */
export interface Named {
  readonly en: string;
  readonly sr: string;
}

export const networkName: Named = {
  en: 'Regional Network of Gender Military Trainers',
  sr: 'Регионална мрежа војних инструкторки и инструктора за родну равноправност',
};

/** When the network began: the day its first trainers were certified. */
export const began = '2014-03-13' as Day;

export const ministryNames: Record<Country, Named> = {
  BA: { en: 'Ministry of Defence of Bosnia and Herzegovina', sr: 'Министарство одбране Босне и Херцеговине' },
  ME: { en: 'Ministry of Defence of Montenegro', sr: 'Министарство одбране Црне Горе' },
  MK: { en: 'Ministry of Defence of North Macedonia', sr: 'Министарство одбране Северне Македоније' },
  RS: { en: 'Ministry of Defence of Serbia', sr: 'Министарство одбране Србије' },
};

export const institutions: Record<Country, readonly Named[]> = {
  BA: [
    { en: 'Joint staff', sr: 'Заједнички штаб' },
    { en: 'Operational command', sr: 'Оперативна команда' },
    { en: 'Training centre, Pazarić', sr: 'Центар за обуку, Пазарић' },
    { en: 'Centre for peace support training, Butmir', sr: 'Центар за обуку за мировне операције, Бутмир' },
  ],
  ME: [
    { en: 'General Staff', sr: 'Генералштаб' },
    { en: 'Training centre, Danilovgrad', sr: 'Центар за обуку, Даниловград' },
    { en: 'Navy base, Bar', sr: 'База морнарице, Бар' },
  ],
  MK: [
    { en: 'General Staff', sr: 'Генералштаб' },
    { en: 'Military school, Skopje', sr: 'Војна школа, Скопље' },
    { en: 'Training command, Veles', sr: 'Команда за обуку, Велес' },
    { en: 'Operations command, Kumanovo', sr: 'Команда за операције, Куманово' },
  ],
  RS: [
    { en: 'General Staff', sr: 'Генералштаб' },
    { en: 'Training command', sr: 'Команда за обуку' },
    { en: 'Military school, Belgrade', sr: 'Војна школа, Београд' },
    { en: 'Centre for peace operations, Belgrade', sr: 'Центар за мировне операције, Београд' },
    { en: 'Training centre, Požarevac', sr: 'Центар за обуку, Пожаревац' },
  ],
};

/** Where the naming rules of the network ask for more than the usual name of a country. */
export const countryNames: readonly { country_code: string; name: Named; footnote: Named | null }[] = [
  {
    country_code: 'XK',
    name: { en: 'Kosovo', sr: 'Косово' },
    footnote: {
      en: 'This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.',
      sr: 'Овај назив је без прејудицирања ставова о статусу и у складу је са Резолуцијом Савета безбедности УН 1244/1999 и мишљењем Међународног суда правде о декларацији о независности Косова.',
    },
  },
];

/** Towns with a garrison or a training centre. */
export const towns: Record<Country, readonly string[]> = {
  BA: ['Sarajevo', 'Butmir', 'Pazarić', 'Banja Luka', 'Tuzla', 'Mostar', 'Čapljina', 'Bihać', 'Zenica', 'Doboj'],
  ME: ['Podgorica', 'Danilovgrad', 'Bar', 'Pljevlja', 'Nikšić', 'Kolašin', 'Golubovci'],
  MK: ['Skopje', 'Veles', 'Kumanovo', 'Štip', 'Bitola', 'Petrovec', 'Krivolak', 'Ohrid'],
  RS: [
    'Belgrade',
    'Niš',
    'Novi Sad',
    'Kraljevo',
    'Vranje',
    'Pančevo',
    'Valjevo',
    'Zrenjanin',
    'Sombor',
    'Kragujevac',
    'Požarevac',
    'Vršac',
    'Batajnica',
    'Leskovac',
  ],
};

/** Peers from outside the region who are trained together, and where they meet when it is at their place. */
export interface Peers {
  readonly countries: readonly string[];
  readonly place: string;
}

export const peersFromOutside: readonly Peers[] = [
  { countries: ['MD'], place: 'Chișinău' },
  { countries: ['GB'], place: 'Shrivenham' },
  { countries: ['GH'], place: 'Accra' },
  { countries: ['UG', 'RW'], place: 'Kampala' },
  { countries: ['MD'], place: 'Bălți' },
  { countries: ['NG', 'GH'], place: 'Abuja' },
];
