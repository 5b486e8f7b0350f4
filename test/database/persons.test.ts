import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  ListChangedElsewhere,
  ListMissing,
  ListTooLong,
  MayNotList,
  NobodyIsListed,
} from '#domains/training/persons/errors.ts';
import { listParticipants, type ListToKeep } from '#domains/training/persons/server/commands.ts';
import { countListed, findList, findOwnPersons } from '#domains/training/persons/server/queries.ts';
import { removeWhatIsDue } from '#domains/privacy/server/jobs.ts';
import { listOwnTraces } from '#domains/privacy/server/queries.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type SessionId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { enrolTrainers, heldBy, sessionVerbs } from './sessions/verbs.ts';

/* Who was at a session, by codes: its ministry's own, and told to nobody else in any way. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const { trainer, coordinator } = people;
const enrolled = await enrolTrainers(platform);
const { submit, release } = sessionVerbs(platform);

const submitted = async (change: Partial<SessionContent> = {}, sessionId = newId<'Session'>(), after = 0) => {
  const versionId = newId<'SessionVersion'>();
  const content = heldBy(enrolled.BA, change);
  await submit(trainer.BA, { sessionId, ownerId: ministries.BA, versionId, content, after, revision: 0 });
  return { sessionId, versionId };
};
const released = async (change?: Partial<SessionContent>) => {
  const made = await submitted(change);
  await release(coordinator.BA, made.versionId, 'total', false);
  return made.sessionId;
};
const list = (actor: Actor, sessionId: SessionId, codes: readonly string[], revision = 0) =>
  database.work(actor, (work) => carryOut(work, listParticipants, { sessionId, codes, revision } satisfies ListToKeep));
const read = (actor: Actor, id: SessionId) => database.read(actor, (reading) => answer(reading, findList, id));
const personsOf = (actor: Actor, year?: number) =>
  database.read(actor, (reading) =>
    answer(reading, findOwnPersons, {
      ...{ kind: 'peers_at_home' as const, ownerId: ministries.BA },
      ...(year && { period: { from: year, to: year } }),
    }),
  );
const codes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `K-${from + at}`);

const outside = [
  ...[trainer.MK, coordinator.MK, people.secretariat, people.observer],
  ...[people.administrator, people.auditor, people.stranger],
];

describe('a list of participants', () => {
  let id: SessionId;
  beforeAll(async () => {
    id = await released();
    await list(trainer.BA, id, ['K-2', 'K-1']);
  });

  test('is read by the people of its ministry, its leaders too, and for everybody else it is not there', async () => {
    for (const actor of [trainer.BA, coordinator.BA, people.deputy, people.leader]) {
      expect(await read(actor, id), actor.name).toMatchObject({ codes: ['K-1', 'K-2'], revision: 1, most: 20 });
      expect(await database.read(actor, (reading) => answer(reading, countListed, id))).toBe(2);
    }
    for (const actor of outside) {
      expect(await read(actor, id), actor.name).toBeNull();
      expect(await database.read(actor, (reading) => answer(reading, countListed, id)), actor.name).toBe(0);
      expect(await personsOf(actor), actor.name).toMatchObject({ lists: 0, codes: 0, largest: 0, range: null });
    }
  });

  test('is not written by leaders, and for everybody else it is not there', async () => {
    await expect(list(people.leader, id, ['K-9'], 1)).rejects.toThrow(MayNotList);
    for (const actor of outside) await expect(list(actor, id, ['K-9'], 1), actor.name).rejects.toThrow(ListMissing);
    expect((await read(trainer.BA, id))!.codes).toEqual(['K-1', 'K-2']);
  });

  test('sent twice is written once, however it is ordered and spelt', async () => {
    await list(coordinator.BA, id, ['k-1', 'К-2']);
    expect(await read(trainer.BA, id)).toMatchObject({ codes: ['K-1', 'K-2'], revision: 1 });
  });

  test('that somebody changed meanwhile is not written over', async () => {
    await list(people.deputy, id, ['K-1', 'K-3'], 1);
    const changed = (await read(trainer.BA, id))!;
    await expect(list(trainer.BA, id, ['K-4'], 1)).rejects.toThrow(ListChangedElsewhere);
    expect((await read(trainer.BA, id))!.codes).toEqual(['K-1', 'K-3']);
    await list(trainer.BA, id, ['K-4'], changed.revision);
    expect((await read(trainer.BA, id))!.codes).toEqual(['K-4']);
  });

  test('leaves nothing of itself in the copy that leaves, nor in the audit: there a number stands', async () => {
    const everywhere = await sql<{ text: string }>`
      select to_jsonb(r)::text as text from released_session r union all select to_jsonb(c)::text from released_count c
      union all select to_jsonb(e)::text from audit_entry e union all select to_jsonb(s)::text from audit_sealed s
      union all select to_jsonb(p)::text from published_reach p`.execute(connection.db);
    expect(everywhere.rows.filter(({ text }) => /K-\d/i.test(text))).toEqual([]);
    const { rows } = await sql<{ n: number }>`select (after ->> 'listed')::int as n from audit_entry
      where table_name = 'person_list' and row_key = ${id} order by seq`.execute(connection.db);
    expect(rows[0]).toEqual({ n: 2 });
    expect(rows.at(-1)).toEqual({ n: 1 });
  });
});

describe('a list', () => {
  test('is no longer than the newest version leaves room for; both numbers are named', async () => {
    const { sessionId } = await submitted({ statements: [{ n: 3 }] });
    const refused = list(trainer.BA, sessionId, codes(1, 4));
    await expect(refused).rejects.toThrow(ListTooLong);
    await expect(refused).rejects.toMatchObject({ args: { listed: 4, most: 3 } });
    await list(trainer.BA, sessionId, codes(1, 3));
    // Where only a part was stated, nothing says how many there can have been.
    await submitted({ statements: [{ sex: 'woman', n: 2 }] }, sessionId, 1);
    await list(trainer.BA, sessionId, codes(1, 40), 1);
    expect((await read(trainer.BA, sessionId))!.codes).toHaveLength(40);
  });

  test('is not kept of coaching', async () => {
    const { sessionId } = await submitted({ kind: 'coaching', statements: [], basis: null, trainerIds: [] });
    await expect(list(trainer.BA, sessionId, ['K-1'])).rejects.toThrow(NobodyIsListed);
  });

  test.each(['ana@mod.example', 'Ana', `K-${'1'.repeat(40)}`, ' K-1'])(
    'takes no %s from anybody, by whatever way it comes',
    async (code) => {
      const { sessionId } = await submitted();
      await expect(list(trainer.BA, sessionId, [code])).rejects.toThrow(/session_person_/);
    },
  );

  test('is among what somebody can see of their own work', async () => {
    const { sessionId } = await submitted();
    await list(people.deputy, sessionId, codes(1, 3));
    const traces = await database.read(people.deputy, (reading) => answer(reading, listOwnTraces));
    expect(traces.filter(({ kind, id }) => kind === 'persons_listed' && id === sessionId)).toHaveLength(1);
  });
});

describe('the persons of a ministry', () => {
  beforeAll(() => connection.script('delete from session_person'));

  test('are no figure without a list', async () => {
    await released({ dateFrom: '2019-03-01' as never, dateTo: '2019-03-01' as never });
    expect(await personsOf(people.leader, 2019)).toMatchObject({ sessions: 1, attendances: 20, lists: 0, range: null });
  });

  test('lie between the different codes or the largest session, and the codes with all who are on no list', async () => {
    const on = (day: string) => ({ dateFrom: day as never, dateTo: day as never });
    const [one, two] = [
      await released({ ...on('2020-03-01'), statements: [{ n: 20 }] }),
      await released({ ...on('2020-04-01'), statements: [{ n: 12 }] }),
    ];
    await released({ ...on('2020-05-01'), statements: [{ n: 9 }] });
    await list(trainer.BA, one, codes(1, 10));
    expect(await personsOf(trainer.BA, 2020)).toMatchObject({ sessions: 3, lists: 1, range: { least: 20, most: 41 } });
    await list(trainer.BA, two, codes(6, 17));
    expect(await personsOf(trainer.BA, 2020)).toMatchObject({ lists: 2, codes: 17, range: { least: 20, most: 36 } });
    await list(trainer.BA, one, codes(20, 39), 1);
    expect(await personsOf(trainer.BA, 2020)).toMatchObject({ codes: 32, range: { least: 32, most: 41 } });
  });

  test('are not told by a list that is longer than its released head-count, nor by one without', async () => {
    const year = { dateFrom: '2021-03-01' as never, dateTo: '2021-03-01' as never };
    const { sessionId, versionId } = await submitted({ ...year, statements: [{ n: 8 }] });
    await list(trainer.BA, sessionId, codes(1, 8));
    await release(coordinator.BA, versionId, 'total', false);
    expect(await personsOf(trainer.BA, 2021)).toMatchObject({ lists: 1, unfitLists: 0, range: { least: 8, most: 8 } });
    const mended = await submitted({ ...year, statements: [{ n: 7 }] }, sessionId, 1);
    await release(coordinator.BA, mended.versionId, 'total', false);
    expect(await personsOf(trainer.BA, 2021)).toMatchObject({ lists: 0, unfitLists: 1, range: null });
    const unknown = await submitted({ ...year, statements: [] }, sessionId, 2);
    await release(coordinator.BA, unknown.versionId, 'total', false);
    expect(await personsOf(trainer.BA, 2021)).toMatchObject({ lists: 0, unfitLists: 1, range: null });
  });
});

test('a list is emptied when its time is over, and the audit says by whom: by nobody', async () => {
  const { sessionId } = await submitted();
  const { sessionId: other } = await submitted();
  await list(trainer.BA, sessionId, codes(1, 5));
  await list(trainer.BA, other, codes(1, 5));
  await connection.script(`update person_list set listed_at = now() - interval '1095 days' where session_id = '${sessionId}';
    update person_list set listed_at = now() - interval '1094 days' where session_id = '${other}'`);
  await database.onDuty('retention', (work) => carryOut(work, removeWhatIsDue));
  expect(await read(trainer.BA, sessionId)).toMatchObject({ codes: [], listedBy: null });
  expect((await read(trainer.BA, other))!.codes).toHaveLength(5);
  const { rows } = await sql<{
    removed: object;
  }>`select removed from retention_run where owner_id = ${ministries.BA}`.execute(connection.db);
  expect(rows).toMatchObject([{ removed: { participant_list: 1 } }]);
});
