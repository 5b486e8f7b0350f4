import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { findStrays } from '#platform/audit/strays.ts';
import { answer } from '#platform/database/database.ts';
import { rowOf, sumRows, type CountedSession } from '#domains/training/reach/rules.ts';
import { previewRelease } from '#app/preview-release.ts';
import { sumOfCountries } from '#domains/training/reach/rules/figure.ts';
import { findFigure, listExactRows, listPeerCountries } from '#domains/training/reach/server/queries.ts';
import { marginsIn, type MarginColumns } from '#domains/training/sessions/rules/columns.ts';
import { unrecorded } from '#domains/training/sessions/rules/outside.ts';
import { marginsOf } from '#domains/training/sessions/rules.ts';
import { findOwnSession } from '#domains/training/sessions/server/queries.ts';
import {
  bases,
  grains,
  type Grain,
  occurrences,
  sessionKinds,
  type ReleasedCount,
  type SessionContent,
} from '#domains/training/sessions/types.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId, type AdjustmentId, type OwnerId, type SessionId, type VersionId } from '#shared/ids.ts';
import { isRefusal } from '#shared/refusal.ts';
import { openTestPlatform } from '#test/platform.ts';
import { headCounts } from './sessions/head-counts.ts';
import {
  findLooseClaims,
  recountBasis,
  recountClaimed,
  recountLeftOut,
  recountPeerCountries,
  recountReach,
} from './sessions/recount.ts';
import { enrolTrainers, heldBy, sessionVerbs } from './sessions/verbs.ts';

const rounds = inject('rounds');
const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const roster = await enrolTrainers(platform);
const { submit, release, giveBack, withdraw, claim, unclaim, leaveOut, countAgain } = sessionVerbs(platform);

/** A session as the test remembers it. */
interface Known {
  readonly country: 'BA' | 'RS';
  readonly sessionId: SessionId;
  readonly versions: VersionId[];
  readonly adjustments: AdjustmentId[];
}

const kept = fc.record({
  kind: fc.constantFrom(...sessionKinds),
  occurrence: fc.constantFrom('held' as const, 'held' as const, 'held' as const, ...occurrences),
  year: fc.constantFrom(2025, 2026),
  statements: headCounts,
  basis: fc.constantFrom(...bases),
  peers: fc.subarray(['GE', 'MD', 'UA']),
  coOwners: fc.subarray(['BA', 'ME', 'RS'] as const),
  numbers: fc.array(fc.option(fc.integer({ min: 1, max: 12 })), { minLength: 3, maxLength: 3 }),
});
const step = fc.record({
  verb: fc.constantFrom(
    ...(['begin', 'begin', 'begin', 'correct', 'release', 'release', 'release', 'release', 'release'] as const),
    ...(['return', 'withdraw', 'claim', 'claim', 'unclaim', 'leave out', 'leave out', 'count again'] as const),
  ),
  /** Whoever claims, and which other session an adjustment names. */
  claimant: fc.constantFrom('BA' as const, 'ME' as const, 'RS' as const),
  other: fc.nat(),
  country: fc.constantFrom('BA' as const, 'RS' as const),
  session: fc.nat(),
  version: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat() }),
  grain: fc.constantFrom(...grains),
  isExact: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.boolean()),
  kept,
});
type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;

function contentOf(country: Known['country'], { numbers, peers, basis, statements, coOwners, ...kept }: Step['kept']) {
  const { kind, occurrence, year } = kept;
  const date = `${year}-03-01` as Day;
  const coOwnerIds = coOwners.filter((one) => one !== country).map((one) => ministries[one]);
  const when = { dateFrom: date, dateTo: date };
  const content = heldBy(roster[country], { kind, occurrence, ...when, statements, basis, coOwnerIds });
  if (kind === 'coaching') return { ...content, ...counted };
  if (kind !== 'peers_from_outside') return content;
  // As many as fit: the form takes no more from the countries than were there.
  let left = marginsOf(statements).total ?? 0;
  const nationalities = peers.map((countryCode, at) => {
    const n = numbers[at]! !== null && numbers[at]! <= left ? numbers[at]! : null;
    left -= n ?? 0;
    return { countryCode, n };
  });
  return { ...content, peerCountries: peers, outside: { ...unrecorded, nationalities } };
}
/** Of coaching nobody is counted. */
const counted: Pick<SessionContent, 'statements' | 'basis' | 'trainerIds'> = {
  statements: [],
  basis: null,
  trainerIds: [],
};

async function submitNext({ country, sessionId, versions }: Known, content: SessionContent) {
  const versionId = newId<'SessionVersion'>();
  const after = versions.length;
  await submit(people.trainer[country], {
    sessionId,
    ownerId: ministries[country],
    versionId,
    content,
    after,
    revision: 0,
  });
  versions.push(versionId);
}

const begin = (country: Known['country']): Known => ({
  country,
  sessionId: newId<'Session'>(),
  versions: [],
  adjustments: [],
});

/** Releases a version; what is shown of it then by itself is what its coordinator was told before. */
async function releaseAsForetold(
  coordinator: Actor,
  sessionId: SessionId,
  versionId: VersionId,
  grain: Grain,
  isExact: boolean,
) {
  const told = await database.read(coordinator, async (reading) => {
    const own = await answer(reading, findOwnSession, sessionId);
    const { content } = own!.versions.find(({ id }) => id === versionId)!;
    return (await previewRelease(reading.ask, sessionId, content, isExact))[grain];
  });
  const { rows: stood } = await sql`select from session_release where version_id = ${versionId}`.execute(connection.db);
  await release(coordinator, versionId, grain, isExact);
  const { rows } = await sql<{
    shown: MarginColumns<number | null> & { nationalities: object | null };
    joint: boolean;
  }>`
    select to_jsonb(shown) as shown, exists (select from joint_count j join joint_count_session m on m.joint_count_id = j.id
      where m.session_id = c.session_id and j.view = 'total' and j.taken_back_at is null) as joint
    from released_count c where session_id = ${sessionId}`.execute(connection.db);
  // What was released before is not judged again, and what left at once with others is not shown by itself.
  if (stood.length > 0 || rows[0]!.joint) return;
  const { shown } = rows[0]!;
  expect({ ...marginsIn(shown), nationalities: shown.nationalities ?? undefined }).toEqual(told.shown);
}

/** Does something to the first of some sessions for which it is not refused. */
async function forSome(sessions: readonly Known[], first: number, act: (one: Known) => Promise<void>) {
  for (let at = 0; at < 8; at += 1)
    try {
      return await act(sessions[(first + at) % sessions.length]!);
    } catch (refusal) {
      if (at === 7 || !isRefusal(refusal)) throw refusal;
    }
}

const claimBy =
  (claimant: Step['claimant']) =>
  ({ sessionId }: Known) =>
    claim(people.coordinator[claimant], sessionId, ministries[claimant]);

async function signFor(one: Known, other: Known) {
  const id = newId<'Adjustment'>();
  const reason = 'The same training';
  await leaveOut(people.coordinator[one.country], { id, session: one.sessionId, other: other.sessionId, reason });
  one.adjustments.push(id);
}

async function withdrawFrom({ country, adjustments }: Known) {
  await countAgain(people.coordinator[country], adjustments.at(-1) ?? newId<'Adjustment'>(), 'Not the same');
  adjustments.pop();
}

/** How often each verb was not refused. */
const done = new Map<string, number>();

/** One step, as whoever takes it; one that is refused changes nothing. Returns whether something was released. */
async function take(sessions: Known[], step: Step): Promise<boolean> {
  const { verb, country, session, version, grain, isExact, kept, claimant } = step;
  if (verb === 'begin' || sessions.length === 0) sessions.unshift(begin(country));
  const one = sessions[verb === 'begin' ? 0 : session % sessions.length]!;
  const coordinator = people.coordinator[one.country];
  const chosen = one.versions.at(version < 0 ? -1 : version % one.versions.length);
  try {
    if (verb === 'begin' || verb === 'correct' || !chosen) await submitNext(one, contentOf(one.country, kept));
    else if (verb === 'release') await releaseAsForetold(coordinator, one.sessionId, chosen, grain, isExact);
    else if (verb === 'return') await giveBack(coordinator, chosen, 'A reason');
    else if (verb === 'withdraw') await withdraw(coordinator, one.sessionId);
    else if (verb === 'claim') await forSome(sessions, session, claimBy(claimant));
    else if (verb === 'unclaim') await unclaim(people.coordinator[claimant], one.sessionId, ministries[claimant]);
    else if (verb === 'leave out')
      await forSome(sessions, session, (some) => forSome(sessions, step.other, (other) => signFor(some, other)));
    else await forSome(sessions, session, withdrawFrom);
    done.set(verb, (done.get(verb) ?? 0) + 1);
    return verb === 'release';
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    return false;
  }
}

const forget = () =>
  connection.script(`truncate kaskada.training_session cascade;
    truncate kaskada.reach_summary; truncate kaskada.reach_peer_country; truncate kaskada.released_count;
    truncate kaskada.shown_before; truncate kaskada.waiting_count; truncate kaskada.joint_count cascade;
    truncate kaskada.published_reach; truncate kaskada.reach_basis; truncate kaskada.counted_piece; truncate kaskada.session_claim;
    truncate kaskada.claimed_reach; truncate kaskada.left_out_reach`);

type Row = Record<string, unknown>;

/** The summary as it is stored, without the rows in which everything was taken back; of those nothing may be left. */
async function storedReach() {
  const { rows } = await sql<Row>`select * from reach_summary order by owner_id, year, kind`.execute(connection.db);
  const numbers = rows.map(({ last_changed_at: _, ...row }) => row);
  for (const { owner_id, year, kind, ...left } of numbers.filter(({ sessions }) => sessions === 0))
    expect(new Set(Object.values(left)), `${kind} of ${owner_id} in ${year}`).toEqual(new Set([0]));
  return numbers.filter(({ sessions }) => sessions !== 0);
}

async function storedClaimed() {
  const { rows } = await sql<Row>`select * from claimed_reach where sessions <> 0
    order by owner_id, year, kind`.execute(connection.db);
  return rows.map(({ last_changed_at: _, set_hash: __, ...row }) => row);
}

async function storedLeftOut() {
  const { rows } = await sql<Row>`select * from left_out_reach where sessions <> 0
    order by owner_id, year, kind`.execute(connection.db);
  return rows;
}

async function storedPeerCountries() {
  const { rows } = await sql<Row>`select * from reach_peer_country where sessions <> 0
    order by owner_id, country_code, year`.execute(connection.db);
  return rows;
}

async function storedBasis() {
  const { rows } = await sql<Row>`select * from reach_basis where sessions <> 0
    order by owner_id, year, kind, basis`.execute(connection.db);
  return rows;
}

/** Every released session as the pure rules take it: with the numbers that left, before any reader is spared some. */
async function listCounted(): Promise<CountedSession[]> {
  const { rows } = await sql<Omit<CountedSession, keyof ReleasedCount> & MarginColumns<number | null>>`
    select owner_id as "ownerId", year, kind, occurrence, (head_count).* from released_count
    where counts`.execute(connection.db);
  return rows.map(({ ownerId, year, kind, occurrence, ...numbers }) => ({
    ownerId,
    year,
    kind,
    occurrence,
    ...marginsIn(numbers),
  }));
}

/** The exact sums of everybody, each read by its own ministry. */
const listRows = async () =>
  (
    await Promise.all(
      [people.coordinator.BA, people.coordinator.RS].map((who) =>
        database.read(who, (reading) => answer(reading, listExactRows)),
      ),
    )
  ).flat();

const anybody = <Answer>(question: (reading: never) => Promise<Answer>) =>
  database.read(people.stranger, (reading) => question(reading as never));

/** The figures of the ministries, as everybody sees them, less what was claimed make the figure of the network. */
async function addsUp() {
  const claimed = await recountClaimed(connection);
  const standing = (await listCounted()).filter(({ occurrence }) => occurrence === 'held');
  for (const kind of sessionKinds) {
    const figure = (ownerId?: OwnerId) =>
      anybody((reading) => answer(reading, findFigure, { kind, ...(ownerId && { ownerId }) }));
    const network = await figure();
    const shared = claimed.filter((row) => row['kind'] === kind);
    const sumOf = (name: string) => shared.reduce((sum, row) => sum + Number(row[name]), 0);
    expect(network.shared).toEqual({ sessions: sumOf('sessions'), attendances: sumOf('total') });
    expect(network.sessions).toBe(standing.filter((one) => one.kind === kind).length);
    const total = (of: typeof network) => (typeof of.whole.total === 'number' ? of.whole.total : 0);
    const ofEach = [];
    for (const ownerId of Object.values(ministries)) ofEach.push(await figure(ownerId));
    const sums = {
      sessions: ofEach.reduce((sum, one) => sum + one.sessions, 0),
      attendances: ofEach.reduce((sum, one) => sum + total(one), 0),
    };
    expect(sums).toEqual(sumOfCountries(network.byOwner));
    expect(sums.sessions - network.shared.sessions).toBe(network.sessions);
    expect(sums.attendances - network.shared.attendances).toBe(total(network));
    const once = network.once.reduce((sum, one) => sum + one.sessions, 0);
    expect(once).toBe(network.sessions);
    for (const one of ofEach)
      expect(one.shared.sessions).toBe(
        shared.reduce((sum, row) => sum + (row['owner_id'] === one.scope.ownerId ? Number(row['sessions']) : 0), 0),
      );
  }
}

test(
  'after any releases, corrections, re-releases and withdrawals the summary is what a recount gives',
  async () => {
    let released = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 50 * rounds, maxLength: 90 * rounds, size: 'max' }),
        async (steps) => {
          await forget();
          const sessions: Known[] = [];
          for (const one of steps) released += Number(await take(sessions, one));

          expect(await storedReach()).toEqual(await recountReach(connection));
          expect(await storedPeerCountries()).toEqual(await recountPeerCountries(connection));
          expect(await storedBasis()).toEqual(await recountBasis(connection));
          expect(await storedClaimed()).toEqual(await recountClaimed(connection));
          expect(await storedLeftOut()).toEqual(await recountLeftOut(connection));
          expect(await findLooseClaims(connection)).toEqual([]);
          expect((await findStrays(connection)).filter(({ fault }) => fault === 'miscounted')).toEqual([]);

          await addsUp();
          const rows = (await listCounted()).map(rowOf);
          const stored = await listRows();
          for (const kind of sessionKinds) {
            const sum = (all: typeof rows) => sumRows(all.filter((row) => row.kind === kind));
            expect(sum(stored)).toEqual(sum(rows));
          }
          for (const row of stored) {
            const same = rows.filter((r) => r.ownerId === row.ownerId && r.year === row.year && r.kind === row.kind);
            expect(sumRows([row])).toEqual(sumRows(same));
            const { bySex, byStatus, byBoth } = sumRows([row]);
            for (const split of [bySex, byStatus, byBoth]) expect(split.notRecorded).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      // What fails is told as it came: making it smaller would take longer than the test may.
      { numRuns: 12, endOnFailure: true },
    );
    expect(released).toBeGreaterThan(50 * rounds);
    for (const verb of ['claim', 'leave out', 'count again'])
      expect(done.get(verb) ?? 0, verb).toBeGreaterThan(2 * rounds);
  },
  120_000 * rounds,
);

/** Of how many sessions it is not shown how many came. */
const open = (openSessions: number) => ({ attendances: null, openSessions });

/** One session of Bosnia and Herzegovina, submitted and released. */
async function releaseOne(change: Partial<SessionContent>, known?: Known): Promise<Known> {
  const one = known ?? begin('BA');
  await submitNext(one, heldBy(roster.BA, change));
  await release(people.coordinator.BA, one.versions.at(-1)!, 'sex_and_status');
  return one;
}

const noStatus = { civilian: 0, military: 0, womenCivilian: 0, womenMilitary: 0, menCivilian: 0, menMilitary: 0 };

test('a session of unknown total is held and uncounted, and adds nothing to any split', async () => {
  await forget();
  await releaseOne({
    statements: [
      { sex: 'woman', n: 12 },
      { status: 'civilian', n: 5 },
      { sex: 'woman', status: 'officer', n: 3 },
    ],
  });
  expect(await listRows()).toMatchObject([
    { sessions: 1, uncountedSessions: 1, total: 0, women: 0, men: 0, ...noStatus },
  ]);

  const both = [{ n: 20 }, { sex: 'woman', n: 12 }, { sex: 'man', n: 5 }] as const;
  await releaseOne({ statements: both });
  const rows = await listRows();
  expect(rows).toMatchObject([{ sessions: 2, uncountedSessions: 1, total: 20, women: 12, men: 5, ...noStatus }]);
  expect(sumRows(rows).bySex).toEqual({ women: 12, men: 5, notRecorded: 3, withheld: 0 });
});

test.each(occurrences.filter((occurrence) => occurrence !== 'held'))('what was %s never counts', async (occurrence) => {
  await forget();
  const outside = { kind: 'peers_from_outside', peerCountries: ['GE'] } as const;
  const one = await releaseOne({ ...outside, occurrence });
  const read = () => database.read(people.stranger, (reading) => answer(reading, listPeerCountries));
  expect(await listRows()).toEqual([]);
  expect(await read()).toEqual([]);

  await releaseOne(outside, one);
  expect(await listRows()).toMatchObject([{ sessions: 1, total: 20 }]);
  expect(await read()).toEqual([{ countryCode: 'GE', sessions: 1, since: 2026, ...open(1) }]);

  await releaseOne({ ...outside, occurrence }, one);
  expect(await listRows()).toEqual([]);
  expect(await read()).toEqual([]);
});

test('the sums of a country hold who is shown, and say of how many sessions that is not shown', async () => {
  await forget();
  const of = (n: number | null): Partial<SessionContent> => ({
    ...{ kind: 'peers_from_outside', peerCountries: ['GE', 'MD'], statements: [{ n: 20 }] },
    outside: {
      ...unrecorded,
      nationalities: [
        { countryCode: 'GE', n },
        { countryCode: 'MD', n: 8 },
      ],
    },
  });
  const read = async () =>
    (await database.read(people.stranger, (reading) => answer(reading, listPeerCountries))).map(
      ({ countryCode, attendances, openSessions }) => [countryCode, attendances, openSessions],
    );
  const one = await releaseOne(of(12));
  expect(await read()).toEqual([
    ['GE', 12, 0],
    ['MD', 8, 0],
  ]);
  // Three of Georgia, or three who are left over, would be known.
  await releaseOne(of(3));
  await releaseOne(of(9));
  await releaseOne(of(null));
  expect(await read()).toEqual([
    ['GE', 12, 3],
    ['MD', 16, 2],
  ]);
  // What was shown does not change by two.
  await releaseOne(of(10), one);
  expect(await read()).toEqual([
    ['GE', null, 4],
    ['MD', 8, 3],
  ]);
});

test('coaching counts sessions, and has no place in how numbers are known', async () => {
  await forget();
  await releaseOne({ kind: 'coaching', ...counted });
  expect(await listRows()).toMatchObject([{ kind: 'coaching', sessions: 1, uncountedSessions: 0, total: 0 }]);
  expect(await storedBasis()).toEqual([]);
});

test.each<[string, Partial<SessionContent>]>([
  ['a head-count of coaching', { ...counted, kind: 'coaching', statements: [{ n: 1 }] }],
  ['a basis of coaching', { ...counted, kind: 'coaching', basis: 'estimate' }],
  ['trainers of coaching', { ...counted, kind: 'coaching', trainerIds: [roster.BA] }],
  ['no basis of anything else', { basis: null }],
  ['nationalities of peers at home', { outside: { ...unrecorded, nationalities: [{ countryCode: 'GE', n: 12 }] } }],
  ['a legal cover of peers at home', { outside: { ...unrecorded, legalCover: 'sofa' } }],
])('%s is refused by the database itself', async (_, change) => {
  await expect(submitNext(begin('BA'), heldBy(roster.BA, change))).rejects.toThrow(/check constraint/);
});

test('a session taken back takes the year since when peers came with it', async () => {
  await forget();
  const outside = { kind: 'peers_from_outside', peerCountries: ['GE'] } as const;
  const early = await releaseOne({ ...outside, dateFrom: '2015-03-01' as Day, dateTo: '2015-03-01' as Day });
  await releaseOne(outside);
  const read = () => database.read(people.stranger, (reading) => answer(reading, listPeerCountries));
  expect(await read()).toEqual([{ countryCode: 'GE', sessions: 2, since: 2015, ...open(2) }]);
  await withdraw(people.coordinator.BA, early.sessionId);
  expect(await read()).toEqual([{ countryCode: 'GE', sessions: 1, since: 2026, ...open(1) }]);
});
