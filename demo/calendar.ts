import type { Day } from '#shared/dates.ts';
import { chanceOf, type Chance } from './chance.ts';
import { daysAfter, drawDay } from './days.ts';
import { began, countries, type Country } from './invented/countries.ts';
import { cohorts } from './invented/people.ts';

export type Kind = 'peers_at_home' | 'training_of_trainers' | 'peers_from_outside' | 'partner_activity';
export type Occurrence = 'held' | 'planned' | 'postponed' | 'cancelled';

/**
 * What became of a record: `revised` was released twice; `corrected` was returned, then released; `reopened`
 * stands released while a newer version waits.
 */
export type Fate = 'released' | 'revised' | 'corrected' | 'reopened' | 'waiting' | 'returned' | 'draft';

/** An invented session before its details are drawn. */
export interface Slot {
  readonly name: string;
  readonly country: Country;
  readonly kind: Kind;
  readonly occurrence: Occurrence;
  readonly from: Day;
  readonly to: Day;
  readonly online: boolean;
  readonly fate: Fate;
  /** The day on which a session that was not held was announced. */
  readonly announced: Day | null;
}

/** How many sessions of each year are drawn: growth, with the dip of 2020. Autumn 2026 comes on top. */
const sessionsOfYear: readonly (readonly [number, number])[] = [
  [2014, 8], [2015, 14], [2016, 18], [2017, 20], [2018, 22], [2019, 25], [2020, 12],
  [2021, 19], [2022, 24], [2023, 27], [2024, 28], [2025, 29], [2026, 10],
]; // prettier-ignore

/** January to December: nothing in August. */
const usualMonths = [2, 5, 9, 8, 9, 8, 2, 0, 8, 10, 10, 5];
const monthsOf: Record<number, readonly number[]> = {
  2014: [0, 0, 1, 2, 2, 2, 0, 0, 2, 3, 3, 2],
  2020: [4, 6, 0, 2, 3, 3, 0, 0, 4, 5, 4, 2],
  2026: [2, 5, 9, 8, 9, 4, 0, 0, 0, 0, 0, 0],
};

const sizeOf: readonly (readonly [Country, number])[] = [['BA', 27], ['ME', 17], ['MK', 22], ['RS', 34]]; // prettier-ignore

const day = (year: number, month: number, ofMonth: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(ofMonth).padStart(2, '0')}` as Day;

function onlineShare(year: number, month: number): number {
  if (year === 2020) return month < 3 ? 0 : month < 9 ? 1 : 0.5;
  return year < 2020 ? 0 : year === 2021 ? 0.35 : 0.04;
}

function drawKind(chance: Chance, year: number): Kind {
  return chance.weighted<Kind>([
    ['peers_at_home', 84],
    ['training_of_trainers', year > 2014 ? 5 : 0],
    ['peers_from_outside', year > 2016 && year !== 2020 ? 6 : 0],
    ['partner_activity', 6],
  ]);
}

function drawLength(chance: Chance, kind: Kind): number {
  if (kind === 'training_of_trainers' || kind === 'peers_from_outside') return chance.whole(2, 5);
  return chance.weighted([[1, 70], [2, 24], [3, 6]]); // prettier-ignore
}

const held = (name: string, country: Country, kind: Kind, from: Day, days: number, fate: Fate): Slot => ({
  name,
  country,
  kind,
  occurrence: 'held',
  from,
  to: daysAfter(from, days - 1),
  online: false,
  fate,
  announced: null,
});

function ordinarySlot(year: number, at: number): Slot {
  const name = `session/${year}/${at}`;
  const chance = chanceOf(name);
  const kind = drawKind(chance, year);
  const months = monthsOf[year] ?? usualMonths;
  const month = chance.weighted(months.map((weight, before) => [before + 1, weight]));
  const online = kind === 'peers_at_home' && chance.happens(onlineShare(year, month));
  const days = online ? 1 : drawLength(chance, kind);
  const earliest = year === 2014 && month === 3 ? daysAfter(began, 4) : day(year, month, month === 1 ? 12 : 3);
  const from = drawDay(chance, earliest, day(year, month, 26), days);
  const fate = chance.weighted<Fate>([
    ['released', 88],
    ['revised', year < 2026 ? 6 : 0],
    ['corrected', 6],
  ]);
  return { ...held(name, chance.weighted(sizeOf), kind, from, days, fate), online };
}

/** The later courses of the network end on the day on which their trainers were certified. */
const courses = (): Slot[] =>
  cohorts
    .slice(2)
    .map(({ certifiedOn }, at) =>
      held(`course/${certifiedOn}`, (['RS', 'BA', 'MK'] as const)[at]!, 'training_of_trainers', daysAfter(certifiedOn, -4), 5, 'released'), // prettier-ignore
    );

/** What each ministry has on its desk today: released, waiting, returned and still being written. */
const desk: readonly (readonly [Fate, string, string])[] = [
  ['reopened', '2026-03-02', '2026-05-22'],
  ['released', '2026-09-02', '2026-09-11'],
  ['released', '2026-09-07', '2026-09-16'],
  ['waiting', '2026-09-21', '2026-10-02'],
  ['waiting', '2026-09-28', '2026-10-09'],
  ['waiting', '2026-10-05', '2026-10-16'],
  ['returned', '2026-09-14', '2026-09-25'],
  ['draft', '2026-10-19', '2026-10-27'],
  ['draft', '2026-10-21', '2026-10-28'],
];

const deskOf = (country: Country): Slot[] =>
  desk.map(([fate, earliest, latest], at) => {
    const name = `desk/${country}/${at}`;
    const chance = chanceOf(name);
    return held(name, country, 'peers_at_home', drawDay(chance, earliest as Day, latest as Day), 1, fate);
  });

/** Sessions that were announced and not held, or not yet. */
const announcements: readonly (readonly [Country, Occurrence, string, string, Fate])[] = [
  ['RS', 'postponed', '2020-03-24', '2020-03-17', 'released'],
  ['BA', 'postponed', '2020-04-07', '2020-03-19', 'released'],
  ['MK', 'cancelled', '2020-03-26', '2020-03-18', 'released'],
  ['BA', 'planned', '2026-11-17', '2026-10-06', 'released'],
  ['ME', 'planned', '2026-11-24', '2026-10-07', 'released'],
  ['MK', 'planned', '2026-12-02', '2026-10-08', 'released'],
  ['RS', 'planned', '2026-12-08', '2026-10-05', 'released'],
  ['RS', 'planned', '2026-12-10', '2026-10-27', 'waiting'],
  ['ME', 'postponed', '2026-10-22', '2026-10-09', 'released'],
  ['BA', 'cancelled', '2026-10-14', '2026-10-12', 'released'],
  ['MK', 'postponed', '2026-11-05', '2026-10-13', 'released'],
];

const announcedSlots = (): Slot[] =>
  announcements.map(([country, occurrence, from, announced, fate], at) => ({
    ...held(`announced/${at}`, country, 'peers_at_home', from as Day, 1, fate),
    occurrence,
    announced: announced as Day,
  }));

/** All invented sessions of the demo network, oldest first. */
export function drawCalendar(): Slot[] {
  const ordinary = sessionsOfYear.flatMap(([year, count]) =>
    Array.from({ length: count }, (_, at) => ordinarySlot(year, at)),
  );
  return [...ordinary, ...courses(), ...countries.flatMap(deskOf), ...announcedSlots()].sort(
    (a, b) => a.from.localeCompare(b.from, 'en') || a.name.localeCompare(b.name, 'en'),
  );
}
