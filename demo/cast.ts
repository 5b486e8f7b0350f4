import type { Role } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { chanceOf, idOf } from './chance.ts';
import { daysAfter } from './days.ts';
import { began, countries, institutions, ministryNames, type Country } from './invented/countries.ts';
import { appointments, cohorts, type Appointed } from './invented/people.ts';
import { units } from './invented/units.ts';
import type { Row } from './rows.ts';

const founded = `${began}T08:00:00.000Z`;
const morningOf = (day: Day) => `${day}T08:00:00.000Z`;

/** The id of the ministry of a country. */
export const ministryOf = (country: Country) => idOf(`ministry/${country}`, founded);
/** The ids of the units, in the order of their numbers. */
export const unitIds: readonly string[] = units.map((_, at) => idOf(`unit/${at + 1}`, founded));

const personOf = (name: string, from: Day) => idOf(`person/${name}`, morningOf(from));

/** The people who hold a role on a day, in a ministry or in the network as a whole. */
export const holders = (role: Role, country: Country | null, on: Day): string[] =>
  appointments
    .filter((one) => one.role === role && one.country === country && one.from <= on && on <= (one.to ?? on))
    .map(({ name, from }) => personOf(name, from));

/** Who works behind the scenes: what the network itself is made of was entered by them. */
export const administrator = holders('administrator', null, began)[0]!;

export const ministryRows = (): Row[] =>
  countries.map((country) => ({ id: ministryOf(country), country_code: country, name: ministryNames[country] }));

export const unitRows = (): Row[] => units.map((title, at) => ({ id: unitIds[at], number: at + 1, title }));

export const institutionRows = (): Row[] =>
  countries.flatMap((country) =>
    institutions[country].map((name) => ({ id: institutionOf(country, name.en), owner_id: ministryOf(country), name })),
  );

const institutionOf = (country: Country, name: string) => idOf(`institution/${country}/${name}`, founded);

export const personRows = (): Row[] =>
  appointments.map(({ name, country, from }) => ({
    id: personOf(name, from),
    owner_id: country && ministryOf(country),
    name,
    origin: 'demo',
    created_at: morningOf(from),
  }));

/** An invented order: its number and year. */
const orderOf = (name: string, from: Day) => `demo-${chanceOf(`order/${name}`).whole(100, 999)}/${from.slice(0, 4)}`;

/** Who proposed and who consented: of the ministry's own where there is somebody, else the secretariat. */
function standBehind({ name, role, country, from }: Appointed): {
  proposed_by: string | null;
  consented_by: string | null;
} {
  const others = (of: Role, where: Country | null) =>
    holders(of, where, from).filter((id) => id !== personOf(name, from));
  const own = country ? [...others('coordinator', country), ...others('leader', country)] : [];
  if (role === 'trainer' && own[0]) return { proposed_by: own[0], consented_by: null };
  const [proposed_by = null] = others('administrator', null);
  const [consented_by = null] = proposed_by ? [...own, ...others('secretariat', null)] : [];
  return { proposed_by, consented_by };
}

export const appointmentRows = (): Row[] =>
  appointments.map((one) => ({ ...appointmentRow(one), ...standBehind(one) }));

function appointmentRow({ name, role, country, from, to }: Appointed): Row {
  return {
    id: idOf(`appointment/${name}`, morningOf(from)),
    person_id: personOf(name, from),
    owner_id: country && ministryOf(country),
    role,
    from_date: from,
    to_date: to,
    institution: country ? ministryNames[country].en : 'UNDP SEESAC',
    order_number: orderOf(name, from),
    proposed_at: morningOf(from),
    consented_at: morningOf(from),
  };
}

/** A trainer of the demo network and the days on which they are active. */
export interface Trainer {
  readonly id: string;
  readonly country: Country;
  readonly row: Row;
  readonly from: Day;
  readonly to: Day | null;
}

/** The longer ago someone was certified, the likelier it is that they have moved on. */
const stillActive = [0.35, 0.5, 0.75, 0.9, 1];

function trainerOf(name: string, country: Country, certifiedOn: Day, cohort: number): Trainer {
  const chance = chanceOf(`trainer/${name}`);
  const appointed = appointments.find((one) => one.name === name && one.role === 'trainer');
  const stays = chance.happens(stillActive[cohort]!);
  const movedOn = daysAfter(certifiedOn, chance.whole(600, 850 + 500 * (4 - cohort)));
  const to = appointed ? appointed.to : stays ? null : movedOn;
  const id = idOf(`trainer/${name}`, morningOf(certifiedOn));
  const row = {
    id,
    owner_id: ministryOf(country),
    person_id: appointed ? personOf(name, appointed.from) : null,
    institution_id: institutionOf(country, chance.pick(institutions[country]).en),
    name,
    certified_on: certifiedOn,
    active_from: certifiedOn,
    active_to: to,
    origin: 'demo',
  };
  return { id, country, row, from: certifiedOn, to };
}

/** Every trainer there has been. */
export const trainers: readonly Trainer[] = cohorts.flatMap(({ certifiedOn, trainers }, cohort) =>
  countries.flatMap((country) => trainers[country].map((name) => trainerOf(name, country, certifiedOn, cohort))),
);

/** The trainers of a ministry who are active on a day. */
export const activeTrainers = (country: Country, on: Day): string[] =>
  trainers.filter((one) => one.country === country && one.from <= on && on <= (one.to ?? on)).map(({ id }) => id);
