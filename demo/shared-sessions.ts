import type { Day } from '#shared/dates.ts';
import { activeTrainers, holders, ministryOf, unitIds } from './cast.ts';
import { idOf } from './chance.ts';
import type { Country } from './invented/countries.ts';
import { nothingOutside, type Content } from './record.ts';
import { openBook, release, submit, type Book, type Entry } from './writing.ts';

/** An invented session that several ministries held, or that looks like another one. */
interface Told {
  readonly name: string;
  readonly country: Country;
  readonly with?: Country;
  readonly title: string;
  readonly place: string;
  readonly host: string;
  readonly day: Day;
  readonly women: number;
  readonly men: number;
}

const instant = (day: Day, later: number) =>
  new Date(Date.parse(`${day}T09:00:00.000Z`) + later * 86_400_000).toISOString();

const contentOf = ({ country, with: other, title, place, host, day, women, men }: Told): Content => ({
  kind: 'peers_at_home',
  occurrence: 'held',
  title,
  date_from: day,
  date_to: day,
  hours: 6,
  place,
  country_code: country,
  host,
  co_owner_ids: other ? [ministryOf(other)] : [],
  peer_countries: [],
  unit_ids: unitIds.slice(0, 2),
  trainer_ids: activeTrainers(country, day).slice(0, 1),
  statements: [
    { sex: 'woman', n: women },
    { sex: 'man', n: men },
  ],
  basis: 'sign_in_sheet',
  notes: '',
  source: null,
  ...nothingOutside,
});

const coordinatorOf = (country: Country, day: Day) => holders('coordinator', country, day)[0]!;

/** Recorded two days after it was held, and released four days later. */
function hold(told: Told): { readonly book: Book; readonly entries: Entry[] } {
  const { name, country, day } = told;
  const [trainer] = holders('trainer', country, day);
  const { book, entry } = openBook(`shared/${name}`, country, 'demo', trainer!, instant(day, 2));
  const submitted = submit(book, 1, contentOf(told), trainer!, instant(day, 2));
  const left = release(submitted.version, 'sex', coordinatorOf(country, day), instant(day, 6));
  return { book, entries: [entry, submitted.entry, ...left] };
}

/** A co-owner counts the session too, nine days after it was held. */
function claim({ sessionId }: Book, country: Country, day: Day): Entry {
  const [actor, at] = [coordinatorOf(country, day), instant(day, 9)];
  const row = { session_id: sessionId, owner_id: ministryOf(country), claimed_by: actor, claimed_at: at };
  return { at, actor, table: 'session_claim', row };
}

/** The second of two records of one training is left out of the sums, nine days after it was held. */
function leaveOut(out: Book, stays: Book, reason: string, day: Day): Entry {
  const [actor, at] = [coordinatorOf(out.country, day), instant(day, 9)];
  return {
    ...{ at, actor, table: 'reach_adjustment' },
    row: {
      ...{ id: idOf(`adjustment/${out.name}`, at), owner_id: ministryOf(out.country), session_id: out.sessionId },
      ...{ overlaps_session_id: stays.sessionId, reason, signed_by: actor, signed_at: at },
    },
  };
}

/** One session that two ministries held and both count, one that waits to be claimed, a pair that looks like one, and one that was. */
export function sharedSessions(): Entry[] {
  const seminar = {
    place: 'Užice',
    host: 'Garrison command, Užice',
    title: 'Joint seminar for instructors of two ministries',
  };
  const both = hold({
    ...{ name: 'claimed', country: 'RS', with: 'BA', ...seminar, day: '2026-05-12' as Day, women: 11, men: 15 },
  });
  const waiting = hold({
    ...{ name: 'unclaimed', country: 'MK', with: 'ME', day: '2026-06-09' as Day, women: 9, men: 12 },
    ...{
      place: 'Ohrid',
      host: 'Garrison command, Ohrid',
      title: 'Gender perspective in operations, a course of two ministries',
    },
  });
  const pair = {
    country: 'ME',
    place: 'Kolašin',
    host: 'Garrison command, Kolašin',
    day: '2026-06-17' as Day,
  } as const;
  const alike = [
    hold({ ...pair, name: 'alike/1', title: 'Equal opportunities in the unit', women: 8, men: 13 }),
    hold({ ...pair, name: 'alike/2', title: 'Equal opportunities: day for units', women: 7, men: 14 }),
  ];
  const twice = { country: 'MK', place: 'Prilep', host: 'Garrison command, Prilep', day: '2026-04-21' as Day } as const;
  const stays = hold({ ...twice, name: 'twice/1', title: 'Resolution 1325 in daily work', women: 10, men: 16 });
  const out = hold({ ...twice, name: 'twice/2', title: 'Resolution 1325 in practice', women: 10, men: 16 });
  const reason = 'Entered twice: by the trainer on the day, and again from the sign-in sheet.';
  return [
    ...[both, waiting, ...alike, stays, out].flatMap(({ entries }) => entries),
    claim(both.book, 'BA', '2026-05-12' as Day),
    leaveOut(out.book, stays.book, reason, twice.day),
  ];
}
