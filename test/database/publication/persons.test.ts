import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, inject, test } from 'vitest';
import { MayNotReleasePersons, PersonsWait } from '#domains/training/persons/errors.ts';
import { releasePersons, withdrawPersons } from '#domains/training/persons/server/commands.ts';
import { findPublishable, listPublishedPersons } from '#domains/training/persons/server/queries.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import { findStrays } from '#platform/audit/strays.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type SessionId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { enrolTrainers, heldBy, sessionVerbs } from '../sessions/verbs.ts';

/*
 * What everybody may know of the persons of a ministry: never a small number, and never one that differs by a few people from what
 * they knew before.
 */

const rounds = inject('rounds');
const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const enrolled = await enrolTrainers(platform);
const { submit, release, withdraw } = sessionVerbs(platform);
const ownerId = ministries.BA;
const kind = 'peers_at_home';
const threshold = 5;
const { trainer, coordinator } = people;

const say = (actor: Actor, id = newId<'PersonsRelease'>()) =>
  database.work(actor, (work) => carryOut(work, releasePersons, id, ownerId, kind));
const takeBack = (actor: Actor) => database.work(actor, (work) => carryOut(work, withdrawPersons, ownerId, kind));
const published = async (actor: Actor = people.stranger) =>
  (await database.read(actor, (reading) => answer(reading, listPublishedPersons))).map(({ least, attendances }) => ({
    least,
    attendances,
  }));
const publishable = (actor: Actor) =>
  database.read(actor, (reading) => answer(reading, findPublishable, ownerId, kind));

async function hold(n: number, sessionId = newId<'Session'>(), after = 0): Promise<SessionId> {
  const versionId = newId<'SessionVersion'>();
  const content = heldBy(enrolled.BA, { statements: [{ n }] });
  await submit(trainer.BA, { sessionId, ownerId, versionId, content, after, revision: 0 });
  await release(coordinator.BA, versionId, 'total', false);
  return sessionId;
}
/** Makes the list of a session these codes, past the form. */
const list = (sessionId: SessionId, codes: readonly number[]) =>
  database.work(trainer.BA, async ({ db }) => {
    await sql`delete from session_person where session_id = ${sessionId}`.execute(db as never);
    for (const code of codes)
      await sql`insert into session_person (session_id, owner_id, code, listed_by, listed_at)
        values (${sessionId}, ${ownerId}, ${`K-${code}`}, ${trainer.BA.personId}, now())`.execute(db as never);
  });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const forgetAll = () =>
  connection.script(`delete from released_session; delete from session_release; delete from session_person;
    delete from published_persons; delete from persons_release; delete from shown_before`);

describe('persons that a ministry released', () => {
  let small: SessionId;

  test('are known to nobody before, and only its coordinator or deputy says so', async () => {
    await list(await hold(20), range(0, 20));
    small = await hold(15);
    await list(small, range(10, 25));
    expect(await publishable(coordinator.BA)).toEqual({ least: 25, attendances: 35, obstacle: null });
    const others = [trainer.BA, people.leader, trainer.MK, coordinator.MK, people.secretariat];
    for (const actor of [...others, people.observer, people.administrator, people.auditor, people.stranger]) {
      await expect(say(actor), actor.name).rejects.toThrow(MayNotReleasePersons);
      await expect(takeBack(actor), actor.name).rejects.toThrow(MayNotReleasePersons);
      // The database says so too, to whoever gets past the platform.
      await expect(publishable(actor), actor.name).rejects.toThrow();
      await expect(
        database.work(actor, ({ db }) =>
          sql`select release_persons(${newId()}, ${ownerId}, ${kind})`.execute(db as never),
        ),
        actor.name,
      ).rejects.toThrow();
      await expect(
        database.work(actor, ({ db }) => sql`select withdraw_persons(${ownerId}, ${kind})`.execute(db as never)),
        actor.name,
      ).rejects.toThrow();
    }
    expect(await published()).toEqual([]);
  });

  test('are known to everybody then, and twice is once', async () => {
    const id = newId<'PersonsRelease'>();
    await say(people.deputy, id);
    await say(people.deputy, id);
    await say(coordinator.BA);
    for (const actor of [people.stranger, people.observer, trainer.MK, people.secretariat])
      expect(await published(actor), actor.name).toEqual([{ least: 25, attendances: 35 }]);
    const { rows } = await sql`select from persons_release`.execute(connection.db);
    expect(rows).toHaveLength(1);
  });

  test('stay what they were while the lists change by a few, and are not said anew', async () => {
    await list(small, range(13, 28));
    expect(await publishable(coordinator.BA)).toMatchObject({ least: 28, obstacle: 'close' });
    await expect(say(coordinator.BA)).rejects.toThrow(PersonsWait);
    expect(await published()).toEqual([{ least: 25, attendances: 35 }]);
  });

  test('are remembered where they were withdrawn', async () => {
    await takeBack(coordinator.BA);
    expect(await published()).toEqual([]);
    await expect(say(coordinator.BA)).rejects.toThrow(PersonsWait);
    await list(small, range(15, 30));
    await say(coordinator.BA);
    expect(await published()).toEqual([{ least: 30, attendances: 35 }]);
  });

  test('say nothing of sessions whose total is withheld, or changed by a few', async () => {
    await list(await hold(4), range(100, 104));
    expect(await publishable(coordinator.BA)).toMatchObject({ least: 30, attendances: 35 });
    // What is shown of it stays, and the list beside it says nothing more.
    await hold(16, small, 1);
    expect(await publishable(coordinator.BA)).toMatchObject({ least: 20, attendances: 35 });
  });

  test('are not said where fewer than the threshold came again, or came to no other than the largest session', async () => {
    await forgetAll();
    await list(await hold(20), range(0, 20));
    const second = await hold(10);
    for (const [from, obstacle] of [
      [20, null],
      [19, 'small'],
      [16, 'small'],
      [15, null],
      [14, 'small'],
      [11, 'small'],
      [10, null],
    ] as const) {
      await list(second, range(from, from + 10));
      expect(await publishable(coordinator.BA), String(from)).toMatchObject({
        least: Math.max(20, from + 10),
        obstacle,
      });
    }
  });

  test('need a list', async () => {
    await forgetAll();
    await hold(20);
    expect((await publishable(coordinator.BA)).obstacle).toBe('unlisted');
    await expect(say(coordinator.BA)).rejects.toThrow(PersonsWait);
  });
});

const step = fc.record({
  verb: fc.constantFrom(
    'hold',
    'hold',
    'list',
    'list',
    'list',
    'say',
    'say',
    'say',
    'correct',
    'withdraw',
    'take back',
  ),
  which: fc.nat(3),
  n: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(10, 20, 25, 30, 31)),
  from: fc.oneof(fc.nat(60), fc.constantFrom(0, 10, 20, 30, 31)),
});

/** Plays steps from an empty start, and gathers each state that everybody could see. */
async function play(steps: readonly (typeof step extends fc.Arbitrary<infer Made> ? Made : never)[]) {
  await forgetAll();
  const held: { id: SessionId; versions: number; n: number; isOut: boolean }[] = [];
  const seen: number[] = [];
  for (const { verb, which, n, from } of steps) {
    const one = held[which % Math.max(1, held.length)];
    if (verb === 'hold' && held.length < 4) held.push({ id: await hold(n), versions: 1, n, isOut: true });
    else if (verb === 'say')
      await say(coordinator.BA).catch((thrown: unknown) => expect(thrown).toBeInstanceOf(PersonsWait));
    else if (verb === 'take back') await takeBack(coordinator.BA);
    else if (one && verb === 'list') await list(one.id, range(from, from + Math.min(n, one.n)));
    else if (one && verb === 'correct') {
      await hold(n, one.id, one.versions);
      Object.assign(one, { versions: one.versions + 1, n, isOut: true });
    } else if (one?.isOut && verb === 'withdraw') {
      await withdraw(coordinator.BA, one.id);
      one.isOut = false;
    }
    const [state] = await published();
    if (!state) continue;
    expect(state.least).toBeLessThanOrEqual(state.attendances);
    seen.push(state.least, state.attendances - state.least);
  }
  return seen;
}

/** How many at most came again, of each state that left: that many fewer persons than attendances. */
const againOf = (seen: readonly number[]) => seen.filter((_, at) => at % 2 === 1);
const isSmall = (n: number) => n !== 0 && Math.abs(n) < threshold;

test('of random lists, no two states that were ever published differ by a small number, and none holds one', async () => {
  let said = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 24 }), async (steps) => {
      const seen = await play(steps);
      const least = seen.filter((_, at) => at % 2 === 0);
      expect(seen.filter(isSmall)).toEqual([]);
      for (const said of [least, againOf(seen)])
        expect(said.flatMap((one) => said.map((other) => one - other)).filter(isSmall)).toEqual([]);
      said += new Set(least).size > 1 ? 1 : 0;
    }),
    { numRuns: 40 * rounds, seed: 31 },
  );
  // Otherwise nothing was tried.
  expect(said).toBeGreaterThan(2);
  expect((await findStrays(connection)).filter(({ fault }) => fault === 'miscounted')).toEqual([]);
});
