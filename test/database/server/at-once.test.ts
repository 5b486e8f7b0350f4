import { expect, test } from 'vitest';
import { findMiscounted } from '#platform/audit/strays.ts';
import { isVerified } from '#domains/training/reach/server/queries/snapshots.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { snapshotVerbs, type Known } from '../snapshots/verbs.ts';

/*
 * On a server many write at the same time. A release, a withdrawal, a claim, an adjustment, a publication and a frozen figure
 * take the same locks in the same order, so that none of them waits for another for ever, and the books are right after all.
 */

const platform = await openTestPlatform();
const { connection, people, ministries } = platform;
const { release, withdraw, claim, unclaim, leaveOut, publish, freeze, ask } = await snapshotVerbs(platform);
const { coordinator, secretariat } = people;

const shared = { coOwnerIds: [ministries.ME] };

test('releases, claims, adjustments, publications and frozen figures at once leave the books right', async () => {
  const held: Known[] = [];
  for (const country of ['BA', 'RS', 'BA', 'RS'] as const) held.push(await release(country, shared));
  const snapshots = [];
  for (let round = 0; round < 6; round++) {
    const [first, second, third, fourth] = held as [Known, Known, Known, Known];
    const frozen = newId<'Snapshot'>();
    const n = 20 + 10 * round;
    const done = await Promise.allSettled([
      release('BA', { ...shared, statements: [{ n }] }, first),
      release('RS', { ...shared, statements: [{ n: n + 1 }] }, second),
      claim(coordinator.ME, third.sessionId, ministries.ME),
      claim(coordinator.ME, fourth.sessionId, ministries.ME),
      release('BA', { ...shared, statements: [{ n: 2 }] }),
      release('RS', { ...shared, statements: [{ n: 3 }] }),
      publish(secretariat, `Round ${round}`),
      freeze(secretariat, 'attendances-peers_at_home', {}, frozen),
      freeze(coordinator.BA, 'attendances-peers_at_home', { owner: ministries.BA }),
      leaveOut(coordinator.RS, {
        ...{ id: newId<'Adjustment'>(), session: second.sessionId, other: fourth.sessionId },
        reason: 'The same training',
      }),
      publish(secretariat, `Round ${round}, again`),
    ]);
    const wrong = done.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    // Claimed or left out already, from the second round on: a refusal, and no deadlock.
    expect(wrong.filter((one) => /deadlock|could not serialize|40P01|40001/i.test(one))).toEqual([]);
    expect(wrong.length, wrong.join('; ')).toBeLessThanOrEqual(round === 0 ? 0 : 1);
    snapshots.push(frozen);
    await Promise.all([
      unclaim(coordinator.ME, third.sessionId, ministries.ME),
      withdraw(fourth),
      publish(secretariat, `After round ${round}`),
    ]);
    held[3] = await release('RS', shared);
  }
  expect(await findMiscounted(connection.db)).toEqual([]);
  for (const id of snapshots) expect(await ask(secretariat, isVerified, id), id).toBe(true);
}, 120_000);
