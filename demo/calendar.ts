import type { Day } from '#shared/dates.ts';
import type { Occurrence, SessionKind } from '#domains/training/sessions/types.ts';
import { chanceOf, type Chance } from './chance.ts';
import { daysAfter, drawDay } from './days.ts';
import {
  announcements,
  coachings,
  described,
  desk,
  monthsOf,
  sessionsOfYear,
  sizeOf,
  usualMonths,
  visits,
  type Fate,
  type Visit,
} from './invented/agenda.ts';
import { began, countries, peersFromOutside, type Country, type Peers } from './invented/countries.ts';
import { cohorts } from './invented/people.ts';

/** An invented session before its details are drawn. */
export interface Slot {
  readonly name: string;
  readonly country: Country;
  readonly kind: SessionKind;
  readonly occurrence: Occurrence;
  readonly from: Day;
  readonly to: Day;
  readonly online: boolean;
  readonly fate: Fate;
  /** The day on which a session that was not held was announced. */
  readonly announced: Day | null;
  /** How many came, where that is settled. */
  readonly persons: number | null;
  /** The peers from outside the region whom it is for. */
  readonly peers: Peers | null;
  /** What else is known of their visit. */
  readonly visit: Visit | null;
}

const day = (year: number, month: number, ofMonth: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(ofMonth).padStart(2, '0')}` as Day;

function onlineShare(year: number, month: number): number {
  if (year === 2020) return month < 3 ? 0 : month < 9 ? 1 : 0.5;
  return year < 2020 ? 0 : year === 2021 ? 0.35 : 0.04;
}

function drawKind(chance: Chance, year: number): SessionKind {
  return chance.weighted<SessionKind>([
    ['peers_at_home', 84],
    ['training_of_trainers', year > 2014 ? 5 : 0],
    ['partner_activity', 6],
  ]);
}

function drawLength(chance: Chance, kind: SessionKind): number {
  if (kind === 'training_of_trainers') return chance.whole(2, 5);
  return chance.weighted([
    [1, 70],
    [2, 24],
    [3, 6],
  ]);
}

const held = (name: string, country: Country, kind: SessionKind, from: Day, days: number, fate: Fate): Slot => ({
  name,
  country,
  kind,
  occurrence: 'held',
  from,
  to: daysAfter(from, days - 1),
  online: false,
  fate,
  announced: null,
  persons: null,
  peers: null,
  visit: null,
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

/** The later courses of the network: as many people as were certified on their last day. */
const courses = (): Slot[] =>
  cohorts.slice(2).map(({ certifiedOn, trainers }, at) => {
    const host = (['RS', 'BA', 'MK'] as const)[at]!;
    const course = held(
      `course/${certifiedOn}`,
      host,
      'training_of_trainers',
      daysAfter(certifiedOn, -4),
      5,
      'released',
    );
    return { ...course, persons: Object.values(trainers).flat().length };
  });

const visitSlots = (): Slot[] =>
  visits.map(([country, earliest, latest], at) => {
    const name = `visit/${at}`;
    const chance = chanceOf(name);
    const days = chance.whole(2, 5);
    const from = drawDay(chance, earliest as Day, latest as Day, days);
    const peers = peersFromOutside[at % peersFromOutside.length]!;
    return {
      ...held(name, country, 'peers_from_outside', from, days, 'released'),
      peers,
      visit: described[at] ?? null,
    };
  });

const coachingSlots = (): Slot[] =>
  coachings.map(([country, from, fate], at) => held(`coaching/${at}`, country, 'coaching', from as Day, 1, fate));

const deskOf = (country: Country): Slot[] =>
  desk.map(([fate, earliest, latest], at) => {
    const name = `desk/${country}/${at}`;
    const chance = chanceOf(name);
    return held(name, country, 'peers_at_home', drawDay(chance, earliest as Day, latest as Day), 1, fate);
  });

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
  return [
    ...ordinary,
    ...courses(),
    ...visitSlots(),
    ...coachingSlots(),
    ...countries.flatMap(deskOf),
    ...announcedSlots(),
  ].sort((a, b) => a.from.localeCompare(b.from, 'en') || a.name.localeCompare(b.name, 'en'));
}
