import fc from 'fast-check';
import { sql, type Transaction } from 'kysely';
import { expect, inject, test } from 'vitest';
import type { NoTables } from '#platform/database/connection.ts';
import { columnsOf, marginsIn, type MarginColumns } from '#domains/training/sessions/rules/columns.ts';
import { partsOf } from '#domains/training/reach/rules/publication.ts';
import { grains, margins, type Margin, type ReleasedCount } from '#domains/training/sessions/types.ts';
import { newId, type OwnerId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { rangeOf, seen, type Known, type Sum } from './outsider.ts';
import {
  cameFrom,
  countIn,
  countOf,
  moved,
  notes,
  origins,
  places,
  placesOf,
  rooms,
  type Origins,
  type Room,
} from './worlds.ts';

/*
 * What outsiders can work out who remember everything that was ever published of some sessions of one ministry, year and
 * kind, while they are released, corrected and taken back, left out of the sums and put back, and claimed by a co-owner. They may even know which sessions stand in which sum.
 */

const rounds = inject('rounds');
const { connection, ministries, people } = await openTestPlatform();
const ownerId = ministries.BA;

const step = fc.record({
  verb: fc.constantFrom(
    ...(['release', 'release', 'release', 'correct', 'nudge', 'withdraw'] as const),
    ...(['leave out', 'count again', 'claim'] as const),
  ),
  which: fc.nat(),
  room: rooms,
  nudge: fc.tuple(fc.nat(8), fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }))),
  noted: notes,
  grain: fc.constantFrom('sex_and_status' as const, ...grains),
  isExact: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, fc.boolean()),
  from: fc.record({
    md: fc.constantFrom(0, 20, 50, 80, 100),
    gh: fc.constantFrom(0, 20, 50),
    noted: fc.oneof(fc.constant(['MD', 'GH'] as const), fc.subarray(['MD', 'GH'] as const)),
    by: fc.integer({ min: -2, max: 2 }),
  }),
});
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;

/** One version of a session that left: who was in the room, where they came from, and what of it left. */
interface Version {
  readonly name: string;
  readonly room: Room;
  readonly count: ReleasedCount;
  readonly from: Origins;
  /** The countries of which the number left. */
  readonly noted: readonly ('MD' | 'GH')[];
  /** Its owner said that its total is no secret: then that is not looked for, but what it gives away of others. */
  readonly isExact: boolean;
}
interface Session {
  readonly id: string;
  readonly versions: Version[];
  isOut: boolean;
  /** The adjustment that leaves it out of the sums. */
  adjustment: string | null;
}

type Row = Record<string, unknown>;
type Open = Transaction<NoTables>;

/** How the protection is weakened, so that the attack can be seen to succeed. */
type Weakness = 'none' | 'true margins' | 'at once' | 'bare nationalities' | 'nationalities one by one' | Switch;
/** One of the product's own rules, switched off in the database. */
const switches = {
  'small numbers told': [
    'is_safe(head_count, text, integer)',
    /select not exists .*\$\$|select not exists [^$]*/s,
    'select true ',
  ],
  'small steps told': ['differs_safely(head_count, head_count[], text, integer)', /return false;/, 'return true;'],
  'any three together': [
    'publish_together(uuid, integer, text, integer, timestamptz)',
    /continue when three\.small [^;]*;/,
    '',
  ],
} as const;
type Switch = keyof typeof switches;

/** Until the end of the transaction. */
async function switchOff(db: Open, [name, rule, instead]: (typeof switches)[Switch]) {
  const { rows } = await sql<{
    made: string;
  }>`select pg_get_functiondef(${`kaskada.${name}`}::regprocedure) as made`.execute(db);
  const weakened = rows[0]!.made.replace(rule, instead);
  expect(weakened).not.toBe(rows[0]!.made);
  await sql.raw(weakened).execute(db);
}

/** Everybody in the room of a version. */
const everybodyIn = (name: string): Sum => places.map((_, at) => `${name}_${at}`);
const numberOf = ({ name }: Version, margin: Margin): Sum => placesOf(margin).map((at) => `${name}_${at}`);

const originOf = ({ name }: Version, origin: keyof Origins): string => `${name}_${origin}`;
/** What is left of a total where the numbers of some countries are known. */
const restOf = ({ noted, name }: Version): Sum =>
  origins.filter((origin) => !noted.some((one) => one === origin)).map((origin) => `${name}_${origin}`);

async function letOut(db: Open, owner: OwnerId, { id }: Session, version: Version, isNew: boolean, grain: string) {
  const { count, from, noted, isExact } = version;
  const nationalities = JSON.stringify(
    Object.fromEntries(noted.flatMap((one) => (from[one] ? [[one, from[one]]] : []))),
  );
  const numbers = { ...columnsOf(count), nationalities, exact_total: isExact };
  const names = Object.keys(numbers).map((name) => sql.ref(name));
  const values = Object.values(numbers);
  const now = sql`now()`;
  if (isNew) {
    await sql`insert into kaskada.training_session values (${id}, ${owner}, ${people.trainer.BA.personId}, ${now}, 'recorded')
      on conflict do nothing`.execute(db);
    await sql`insert into kaskada.released_session (session_id, owner_id, version_id, version_number, grain, released_at, kind,
        occurrence, title, date_from, date_to, place, country_code, host, co_owner_ids, peer_countries, unit_ids, trainer_count,
        basis, origin, ${sql.join(names)})
      values (${id}, ${owner}, ${newId()}, 1, ${grain}, ${now}, 'peers_from_outside', 'held', 'A session', '2026-03-01', '2026-03-01',
        'A place', 'BA', '', array[${ministries.RS}::uuid], '{MD,GH}', '{}', 1, 'head_count', 'recorded', ${sql.join(values)})`.execute(
      db,
    );
  } else
    await sql`update kaskada.released_session set version_id = ${newId()}, version_number = version_number + 1, grain = ${grain},
        released_at = ${now}, ${sql.join(names.map((name, at) => sql`${name} = ${values[at]}`))}
      where session_id = ${id}`.execute(db);
}

/** Leaves a session out of the sums, or lets it count again. */
async function adjust(db: Open, session: Session) {
  const by = people.coordinator.BA.personId;
  if (session.adjustment)
    await sql`insert into kaskada.adjustment_withdrawal values (${session.adjustment}, ${ownerId}, 'R', ${by}, now())`.execute(
      db,
    );
  else
    await sql`insert into kaskada.reach_adjustment values (${newId()}, ${ownerId}, ${session.id}, ${newId()}, 'R', ${by}, now())`.execute(
      db,
    );
  const { rows } = await sql<{ id: string }>`select a.id from kaskada.reach_adjustment a
    where a.session_id = ${session.id} and a.id not in (select adjustment_id from kaskada.adjustment_withdrawal)`.execute(
    db,
  );
  session.adjustment = rows[0]?.id ?? null;
}

/** Plays the steps, and gathers what an outsider sees after each. */
async function watch(
  db: Open,
  steps: readonly Step[],
  weakness: Weakness,
): Promise<{ sessions: Session[]; known: Known[] }> {
  const sessions: Session[] = [];
  const known: Known[] = [];
  for (const { verb, which, room, nudge, noted, grain, from, isExact } of steps) {
    const out = sessions.filter(({ isOut }) => isOut);
    if (verb === 'release' || out.length === 0) {
      const session: Session = { id: newId(), versions: [], isOut: true, adjustment: null };
      sessions.push(session);
      await leave(session, room, cameFrom(room, from), true);
    } else {
      const session = out[which % out.length]!;
      const last = session.versions.at(-1)!;
      if (verb === 'withdraw') {
        session.isOut = false;
        await sql`delete from kaskada.released_session where session_id = ${session.id}`.execute(db);
      } else if (verb === 'leave out' || verb === 'count again') await adjust(db, session);
      else if (verb === 'claim')
        await sql`insert into kaskada.session_claim values (${session.id}, ${ministries.RS}, ${people.coordinator.RS.personId},
          now()) on conflict do nothing`.execute(db);
      else if (verb === 'correct') await leave(session, room, cameFrom(room, from), false);
      else {
        const now = last.room.map((n, at) => (at === nudge[0] ? Math.max(0, n + nudge[1]) : n));
        await leave(session, now, moved(last.from, now, from.by), false);
      }
    }
    await look();

    async function leave(session: Session, now: Room, origins: Origins, isNew: boolean) {
      const name = `s${sessions.indexOf(session)}v${session.versions.length}`;
      const count = countOf(now, noted, grain);
      // A country from which nobody came is not named.
      const before = verb === 'nudge' ? session.versions.at(-1) : undefined;
      const asked = before?.noted.length ? before.noted : from.noted;
      const counted = asked.filter((country) => grain !== 'total' && origins[country] > 0);
      const version: Version = {
        name,
        room: now,
        count,
        from: origins,
        noted: count.total === null ? [] : counted,
        isExact,
      };
      session.versions.push(version);
      // Everybody came from somewhere.
      known.push({ ...seen(everybodyIn(name), 0), less: Object.keys(origins).map((origin) => `${name}_${origin}`) });
      await letOut(db, ownerId, session, version, isNew, grain);
    }
  }
  return { sessions, known };

  async function look() {
    const { rows } = await sql<
      Row & MarginColumns<number | null>
    >`select session_id, withheld, total, women, men, civilian, military,
      women_civilian, women_military, men_civilian, men_military, nationalities from kaskada.released_session`.execute(
      db,
    );
    for (const row of rows) {
      const session = sessions.find(({ id }) => id === row['session_id'])!;
      const shown = marginsIn(row);
      const nationalities = Object.entries(row['nationalities'] as Record<'MD' | 'GH', number>);
      const of = shownVersion(row);
      for (const [country, n] of nationalities) known.push(seen([originOf(of, country as 'MD' | 'GH')], n));
      for (const margin of margins) if (shown[margin] !== null) known.push(seen(numberOf(of, margin), shown[margin]));
      const total = countIn(session.versions.at(-1)!.room, 'total');
      const withheld = row['withheld'] as string[];
      if (withheld.includes('total') && total > 0 && total < 5)
        known.push({ sum: numberOf(session.versions.at(-1)!, 'total'), least: 1, most: 4 });
      // Which part of a split that is withheld beside its total is small: more than anybody is told.
      const last = session.versions.at(-1)!;
      for (const view of ['sex', 'status'] as const)
        for (const margin of shown.total !== null && withheld.includes(view) ? partsOf[view] : []) {
          const n = last.count[margin];
          if (n !== null && n > 0 && n < 5) known.push({ sum: numberOf(last, margin), least: 1, most: 4 });
        }
    }
    await lookAtClaimed(rows);
    if (weakness === 'true margins' || weakness === 'at once') lookAtSums(weakness);
    else await lookAtJoint();
    if (weakness === 'bare nationalities') lookAtNationalities(() => true);
    if (weakness === 'nationalities one by one') lookAtNationalities((n) => n >= 5);
  }

  /** The nationalities of each session, as they would be without looking at what is left of its total and at what was before. */
  function lookAtNationalities(isShown: (n: number) => boolean) {
    for (const { versions, isOut } of sessions) {
      const last = versions.at(-1)!;
      if (!isOut || last.count.total === null) continue;
      known.push(seen(numberOf(last, 'total'), last.count.total));
      for (const country of last.noted)
        if (isShown(last.from[country])) known.push(seen([originOf(last, country)], last.from[country]));
    }
  }

  /** What the co-owner claimed, of which everybody knows that it holds what is shown of each session by itself, and no more. */
  async function lookAtClaimed(copies: readonly (Row & MarginColumns<number | null>)[]) {
    const { rows: claims } = await sql<{ session_id: string }>`select session_id from kaskada.session_claim`.execute(
      db,
    );
    const { rows } = await sql<MarginColumns<number>>`select * from kaskada.claimed_reach`.execute(db);
    const counting = copies.filter((row) => {
      const session = sessions.find(({ id }) => id === row['session_id'])!;
      return claims.some(({ session_id }) => session_id === session.id) && session.adjustment === null;
    });
    for (const sum of rows)
      for (const margin of margins) {
        const shown = counting.filter((row) => marginsIn(row)[margin] !== null);
        const numbers = shown.map((row) => numberOf(shownVersion(row), margin));
        known.push(seen(numbers.flat(), Number(marginsIn(sum)[margin])));
      }
  }

  /** Of which version a copy shows the numbers: where a small correction waits, of an earlier one. */
  function shownVersion(row: Row & MarginColumns<number | null>): Version {
    const shown = marginsIn(row);
    const nationalities = Object.entries(row['nationalities'] as Record<'MD' | 'GH', number>);
    const { versions } = sessions.find(({ id }) => id === row['session_id'])!;
    return versions.findLast(
      ({ count, from, noted }) =>
        margins.every((margin) => shown[margin] === null || shown[margin] === count[margin]) &&
        (nationalities.length === 0 || nationalities.length === noted.length) &&
        nationalities.every(([country, n]) => from[country as 'MD' | 'GH'] === n),
    )!;
  }

  /** The sums, with those who stand in them: more than anybody is told. */
  async function lookAtJoint() {
    const { rows } = await sql<{ view: 'total' | 'sex' | 'status'; parts: number[]; ids: string[] }>`
      select j.view, kaskada.learnt(j.head_count, j.view) as parts, array_agg(m.session_id::text) as ids
      from kaskada.joint_count j join kaskada.joint_count_session m on m.joint_count_id = j.id
      where j.taken_back_at is null group by j.id, j.view, j.head_count`.execute(db);
    for (const { view, parts, ids } of rows) {
      const members = ids.map((id) => sessions.find((one) => one.id === id)!.versions.at(-1)!);
      const of = { total: ['total'], sex: ['women', 'men'], status: ['civilian', 'military'] } as const;
      of[view].forEach((margin, at) =>
        known.push(
          seen(
            members.flatMap((one) => [...numberOf(one, margin)]),
            parts[at]!,
          ),
        ),
      );
    }
  }

  /** The true sums of whatever recorded each number, as a table without this protection would show them. */
  function lookAtSums(how: Weakness) {
    const out = sessions.filter(({ isOut }) => isOut).map(({ versions }) => versions.at(-1)!);
    for (const margin of margins) {
      const counted = out.filter(({ count }) => count.total !== null && count[margin] !== null);
      const sum = counted.reduce((all, { room }) => all + countIn(room, margin), 0);
      if (how === 'true margins' || sum === 0 || sum >= 5)
        known.push(
          seen(
            counted.flatMap((one) => [...numberOf(one, margin)]),
            sum,
          ),
        );
    }
  }
}

/** What an outsider can pin down: each small number, and each small change of one, that is left fewer values than "fewer than 5" has. */
async function pinned(sessions: readonly Session[], known: readonly Known[], threshold: number): Promise<string[]> {
  const found: string[] = [];
  const isSmall = (n: number) => n !== 0 && Math.abs(n) < threshold;
  const tell = async (what: string, plus: Sum, minus: Sum = []) => {
    const { least, most } = await rangeOf(known, plus, minus);
    if (most - least < threshold - 2) found.push(`${what}: ${least} to ${most}`);
  };
  for (const { versions } of sessions)
    for (const [at, version] of versions.entries()) {
      const before = versions[at - 1];
      if (version.isExact || before?.isExact) continue;
      await tellOrigins(version, before);
      for (const margin of margins) {
        if (version.count[margin] === null) continue;
        const n = version.count[margin];
        if (isSmall(n)) await tell(`${margin} of ${version.name}, ${n}`, numberOf(version, margin));
        if (before && before.count[margin] !== null && isSmall(n - before.count[margin]))
          await tell(
            `${margin} from ${before.name} to ${version.name}`,
            numberOf(version, margin),
            numberOf(before, margin),
          );
      }
    }
  return found;

  /** Of each country that was noted, and of what is left of the total beside it: small numbers and small changes. */
  async function tellOrigins(version: Version, before: Version | undefined) {
    if (version.noted.length === 0) return;
    const rest = (of: Version) =>
      origins.filter((one) => !of.noted.some((noted) => noted === one)).reduce((sum, one) => sum + of.from[one], 0);
    const parts = version.noted.map((one) => [one, version.from[one], [originOf(version, one)]] as const);
    for (const [what, n, sum] of [...parts, ['the rest', rest(version), restOf(version)] as const])
      if (isSmall(n)) await tell(`${what} of ${version.name}, ${n}`, sum);
    if (!before || before.noted.length === 0) return;
    for (const one of version.noted)
      if (before.noted.includes(one) && isSmall(version.from[one] - before.from[one]))
        await tell(`${one} from ${before.name} to ${version.name}`, [originOf(version, one)], [originOf(before, one)]);
  }
}

class Undone extends Error {}

/** Plays and attacks; nothing of it stays. */
async function attack(steps: readonly Step[], weakness: Weakness): Promise<string[]> {
  let found: string[] = [];
  await connection
    .transact('read write', async (db) => {
      if (weakness in switches) await switchOff(db, switches[weakness as Switch]);
      const { sessions, known } = await watch(db, steps, weakness);
      found = await pinned(sessions, known, 5);
      throw new Undone();
    })
    .catch((thrown: unknown) => {
      if (!(thrown instanceof Undone)) throw thrown;
    });
  return found;
}

/** One after another with a few women each: what waits in threes. */
const few = fc.tuple(step, fc.integer({ min: 1, max: 4 })).map(([one, women]): Step => ({
  ...{ ...one, verb: 'release', isExact: false, grain: 'sex', noted: new Set<Margin>(['total', 'women', 'men']) },
  room: [women, 0, 0, 20, 0, 0, 0, 0, 0],
}));
const stories = fc.oneof(
  { weight: 5, arbitrary: fc.array(step, { minLength: 4, maxLength: 18, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(few, { minLength: 6, maxLength: 12, size: 'max' }) },
);

test(
  'nobody outside works out a small number or a small change',
  async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (steps) => {
        expect(await attack(steps, 'none')).toEqual([]);
      }),
      { numRuns: 60 * rounds },
    );
  },
  300_000 * rounds,
);

test.each([
  ...(['true margins', 'at once', 'bare nationalities', 'nationalities one by one'] as const),
  ...(Object.keys(switches) as Switch[]),
])(
  'the same attack succeeds against %s',
  async (weakness) => {
    const some = fc.sample(stories, { numRuns: 24, seed: 7 });
    const found = [];
    for (const steps of some) found.push(...(await attack(steps, weakness)));
    expect(found.length).toBeGreaterThan(5);
  },
  120_000,
);
