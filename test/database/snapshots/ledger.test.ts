import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { compareSnapshot } from '#domains/training/reach/server/queries/comparison.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { verifyAll } from './recount.ts';
import { snapshotVerbs, type Known } from './verbs.ts';

const rounds = inject('rounds');
const platform = await openTestPlatform();
const { connection, people, ministries } = platform;
const { ask, release, withdraw, freeze, claim, unclaim, leaveOut } = await snapshotVerbs(platform);

const numbers = ['sessions', 'uncounted_sessions', 'held_sessions', 'total', 'women', 'men', 'civilian', 'military'];
const further = ['women_civilian', 'women_military', 'men_civilian', 'men_military'];
const withheld = ['withheld_sex', 'withheld_status', 'withheld_both'];
const sums = [...numbers, ...further, ...withheld].map((name) => sql.ref(name));

/** The published sums as they are stored, without rows in which nothing is left. */
async function stored(table: 'published_reach' | 'claimed_reach') {
  const { rows } =
    await sql<object>`select owner_id, year, kind, ${sql.join(sums)}, set_hash::text from ${sql.table(table)}
    where sessions > 0 or total > 0 order by owner_id, year, kind`.execute(connection.db);
  return rows;
}

/** What was published and what was claimed. */
const everything = async () => [await stored('published_reach'), await stored('claimed_reach')];

/** The same summed up from the pieces that stood at a position. */
async function standing(position: number, isClaim: boolean) {
  const added = sums.map((column) => sql`sum(${column})::int as ${column}`);
  const { rows } = await sql<object>`select owner_id, year, kind, ${sql.join(added)},
      mod(sum(hash), 2::numeric ^ 240)::numeric(80, 0)::text as set_hash
    from counted_piece where entered_position <= ${position} and coalesce(left_position > ${position}, true)
      and is_claim = ${isClaim}
    group by owner_id, year, kind having sum(sessions) > 0 or sum(total) > 0
    order by owner_id, year, kind`.execute(connection.db);
  return rows;
}

const position = async () =>
  (await sql<{ at: number }>`select last_value as at from ledger_position`.execute(connection.db)).rows[0]!.at;

const step = fc.record({
  verb: fc.constantFrom('begin', 'begin', 'begin', 'correct', 'correct', 'withdraw', 'claim', 'claim', 'unclaim'),
  country: fc.constantFrom('BA' as const, 'RS' as const),
  session: fc.nat(),
  year: fc.constantFrom('2025', '2026'),
  women: fc.nat(9),
  men: fc.nat(9),
});

test(
  'at every position the ledger gives what was published then, with its hash, and nothing that came and went at once',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 25 }), async (steps) => {
        await connection.script(`truncate kaskada.training_session cascade; truncate kaskada.reach_summary;
        truncate kaskada.released_count; truncate kaskada.shown_before; truncate kaskada.waiting_count;
        truncate kaskada.joint_count cascade; truncate kaskada.published_reach; truncate kaskada.reach_basis;
        truncate kaskada.counted_piece; truncate kaskada.session_claim; truncate kaskada.claimed_reach`);
        const sessions: Known[] = [];
        const states: [number, object[][]][] = [];
        for (const { verb, country, session, year, women, men } of steps) {
          const known = verb === 'begin' ? undefined : sessions[session % (sessions.length || 1)];
          const date = `${year}-03-01` as Day;
          const statements = [{ n: women + men }, { sex: 'woman' as const, n: women }, { sex: 'man' as const, n: men }];
          const content = { statements, dateFrom: date, dateTo: date, coOwnerIds: [ministries.ME] };
          if (verb === 'withdraw' && known) await withdraw(known).catch(() => null);
          else if (known && verb === 'claim')
            await claim(people.coordinator.ME, known.sessionId, ministries.ME).catch(() => null);
          else if (known && verb === 'unclaim') await unclaim(people.coordinator.ME, known.sessionId, ministries.ME);
          else if (known) await release(known.country, content, known);
          else sessions.push(await release(country, content));
          states.push([await position(), await everything()]);
        }
        for (const [at, then] of states) expect([await standing(at, false), await standing(at, true)]).toEqual(then);
        const moved = await sql<{ n: number }>`select count(*) as n from counted_piece p join counted_piece q
        on q.session_id = p.session_id and q.is_claim = p.is_claim and q.entered_position = p.left_position and q.hash = p.hash`.execute(
          connection.db,
        );
        expect(moved.rows[0]!.n).toBe(0);
      }),
      { numRuns: 6 * rounds, interruptAfterTimeLimit: 100_000 * rounds, markInterruptAsFailure: true },
    );
  },
  120_000 * rounds,
);

test('a snapshot reckoned back from today says what it said, until anything of it or of the ledger is altered', async () => {
  const one = await release('BA', { statements: [{ n: 40 }] });
  const taken = await freeze(people.secretariat, 'attendances-peers_at_home');
  expect(taken.value).toBeGreaterThanOrEqual(40);
  const verified = () => verifyAll(platform, taken.id);
  await release('BA', { statements: [{ n: 60 }] }, one);
  await release('RS', { statements: [{ n: 30 }] });
  await withdraw(one);
  expect(await verified()).toBe(true);

  const altered = async (change: string, back: string) => {
    await connection.script(change);
    expect(await verified(), change).toBe(false);
    await connection.script(back);
    expect(await verified(), back).toBe(true);
  };
  await altered(
    `update kaskada.counted_piece set total = total + 10 where left_position is not null and total = 40`,
    `update kaskada.counted_piece set total = total - 10 where left_position is not null and total = 50`,
  );
  await altered(`update kaskada.snapshot set value = value + 1`, `update kaskada.snapshot set value = value - 1`);
  await altered(
    `update kaskada.published_reach set set_hash = set_hash + 1`,
    `update kaskada.published_reach set set_hash = set_hash - 1`,
  );
});

test('a figure of a ministry has what it claimed, as what stood then, and names the sessions that moved', async () => {
  const code = 'attendances-training_of_trainers';
  const owned = { kind: 'training_of_trainers' as const, coOwnerIds: [ministries.ME] };
  const one = await release('BA', { statements: [{ n: 31 }], ...owned });
  const two = await release('BA', { statements: [{ n: 32 }], ...owned });
  const network = await freeze(people.secretariat, code);
  for (const { sessionId } of [one, two]) await claim(people.coordinator.ME, sessionId, ministries.ME);
  const taken = await freeze(people.coordinator.ME, code, { owner: ministries.ME });
  expect(taken.value).toBe(63);
  expect(taken.splits.rows).toMatchObject([{ sessions: 2, total: 63, sharedSessions: 2, sharedTotal: 63 }]);
  // In the network's figure nothing is counted twice.
  expect((await freeze(people.secretariat, code)).value).toBe(network.value);

  await unclaim(people.coordinator.ME, one.sessionId, ministries.ME);
  const out = { id: newId<'Adjustment'>(), session: two.sessionId, other: one.sessionId, reason: 'The same' };
  await leaveOut(people.coordinator.BA, out);
  const now = await freeze(people.coordinator.ME, code, { owner: ministries.ME });
  expect(now.value).toBe(0);
  const { difference, pieces, isSame } = await ask(people.coordinator.RS, compareSnapshot, taken);
  expect({ difference, isSame }).toEqual({ difference: -63, isSame: false });
  const whys = pieces!.map(({ before, why }) => [before!.sessionId, why]);
  expect(Object.fromEntries(whys)).toEqual({ [one.sessionId]: 'unclaimed', [two.sessionId]: 'left-out' });
  for (const { id } of [network, taken, now]) expect(await verifyAll(platform, id)).toBe(true);
});
