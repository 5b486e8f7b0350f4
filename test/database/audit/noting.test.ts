import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { findHead, listEntries, listEntryTexts, listNextTexts, nameActors } from '#domains/audit/server/queries.ts';
import { noteReads } from '#domains/audit/server/commands.ts';
import type { JsonObject, Noted } from '#domains/audit/types.ts';
import { beginSignIn, endSignIn } from '#domains/identity/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import type { Actor } from '#shared/actor.ts';
import { signIn, strongly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { tamper } from './tampering.ts';

const { connection, database, people, ministries } = await openTestPlatform();
const owner = ministries.BA;

const note = (actor: Actor, more: Partial<Noted> = {}) =>
  database.work(actor, (work) =>
    carryOut(work, noteReads, [{ ownerId: owner, kind: 'appointment', action: 'read', ...more }]),
  );
const newest = async (actor: Actor, ownerId = owner) =>
  (await database.read(actor, ({ ask }) => ask(listEntries, ownerId, {}))).entries[0];

describe('a reading', () => {
  test('stands in the chain of its owner, under the name of who read', async () => {
    await note(people.trainer.BA, { kind: 'trainer', detail: { rows: 3 } });
    expect(await newest(people.auditor)).toMatchObject({
      ...{ actorId: people.trainer.BA.personId, kind: 'trainer', rowKey: '', action: 'read' },
      ...{ before: null, after: { rows: 3 }, inEmergency: false },
    });
  });

  test('by somebody of elsewhere is named to the owner’s auditors', async () => {
    await note(people.administrator);
    const { personId, name } = people.administrator;
    expect((await newest(people.auditor))?.actorId).toBe(personId);
    const names = await database.read(people.auditor, ({ ask }) => ask(nameActors, owner));
    expect(names.get(personId!)).toBe(name);
  });

  test('of the same, by the same person, within an hour is one entry; a file again within a minute', async () => {
    const rowKey = people.leader.personId!;
    const written = async (act: () => Promise<unknown>) => {
      const before = (await newest(people.auditor))!.seq;
      await act();
      return (await newest(people.auditor))!.seq - before;
    };
    const read = () => note(people.secretariat, { kind: 'person', rowKey });
    expect(await written(read)).toBe(1);
    expect(await written(read)).toBe(0);
    expect(await written(() => note(people.secretariat, { kind: 'person', rowKey: people.auditor.personId! }))).toBe(1);
    expect(await written(() => note(people.deputy, { kind: 'person', rowKey }))).toBe(1);
    await tamper(
      connection,
      `update audit_entry set at = at - interval '61 minutes' where actor_id = '${people.secretariat.personId}'`,
    );
    expect(await written(read)).toBe(1);
    const take = () => note(people.trainer.BA, { kind: 'trainer', action: 'export', detail: { as: 'csv', rows: 1 } });
    expect(await written(take)).toBe(1);
    expect(await written(take)).toBe(0);
    const other = { kind: 'trainer', action: 'export', detail: { as: 'xlsx', rows: 1 } } as const;
    expect(await written(() => note(people.trainer.BA, other))).toBe(1);
    expect(await written(() => note(people.deputy, other))).toBe(1);
    const narrowed = (filter: JsonObject) => () =>
      note(people.trainer.BA, { kind: 'training_session', action: 'export', detail: { as: 'csv', filter } });
    expect(await written(narrowed({ year: 2025 }))).toBe(1);
    expect(await written(narrowed({ year: 2024 }))).toBe(1);
    expect(await written(narrowed({ year: 2025 }))).toBe(0);
    await connection.script(
      `update audit_entry set at = at - interval '61 seconds' where actor_id = '${people.trainer.BA.personId}'`,
    );
    expect(await written(take)).toBe(1);
  });

  test('that floods a chain with the same file at the same moment is one entry', async () => {
    const before = (await newest(people.auditor))!.seq;
    const take = () => note(people.leader, { kind: 'trainer', action: 'export', detail: { as: 'csv', rows: 0 } });
    await Promise.all([take(), take(), take()]);
    expect((await newest(people.auditor))!.seq - before).toBe(1);
  });

  test.each([
    ['a stranger', people.stranger, {}],
    ['another ministry’s coordinator', people.coordinator.RS, {}],
    ['an observer', people.observer, {}],
    ['an administrator, of the roster', people.administrator, { kind: 'trainer' }],
    ['an administrator, of sessions', people.administrator, { kind: 'training_session', action: 'export' }],
    ['the secretariat, of the audit', people.secretariat, { kind: 'audit_entry', action: 'export' }],
    ['a trainer, of the audit', people.trainer.BA, { kind: 'audit_entry', action: 'export' }],
    ['a person of another ministry', people.administrator, { kind: 'person', rowKey: people.trainer.RS.personId! }],
    ['a text for a person', people.administrator, { kind: 'person', rowKey: 'Anything at all' }],
    ['a text for a row', people.administrator, { rowKey: 'Anything at all' }],
    ['what is no subject', people.coordinator.BA, { kind: 'anything' }],
    ['what is no ministry', people.trainer.BA, { ownerId: people.trainer.BA.personId as never }],
  ] as [string, Actor, Partial<Noted>][])('is not noted by who does not see it: %s', async (_, actor, more) => {
    await expect(note(actor, more)).rejects.toBeInstanceOf(NotPermitted);
  });

  test.each([
    ['a text of one’s own', { note: 'Anything at all' }],
    ['a kind of file', { as: 'Anything at all' }],
    ['a number', { rows: 'x' }],
    ['a filter', { filter: 'x' }],
    ['a number below none', { rows: -1 }],
    ['a part of one', { rows: 2.5 }],
    ['more than there can be', { rows: 10_000_001 }],
    ['a number that holds a text', { rows: 1e300 }],
    ['a text that was searched for', { filter: { text: 'Anything at all' } }],
    ['a size', { filter: { text: 'x'.repeat(9000) } }],
    ['a part that its filter has not', { filter: { record: true } }],
    ['a state', { filter: { state: 'burnt' } }],
    ['a year', { filter: { year: 123_456 } }],
    ['a ministry', { filter: { ministry: 'Anything' } }],
    ['a part that holds others', { filter: { kind: { a: 'Anything' } } }],
    ['a list', [] as never],
    ['a bare text', 'x' as never],
  ] as [string, JsonObject][])('says nothing but what is asked: %s', async (_, detail) => {
    const taken = { kind: 'training_session', action: 'export', detail } as const;
    await expect(note(people.trainer.BA, taken)).rejects.toMatchObject({ code: '23514' });
  });

  test.each([
    ['text', { text: 'x' }],
    ['record', { record: 'Anything at all' }],
    ['kind', { kind: 'anything_at_all' }],
    ['person', { person: 'Anything' }],
    ['action', { action: 'burnt' }],
    ['from', { from: 'yesterday' }],
    ['emergency', { emergency: 'Anything' }],
  ] as [string, JsonObject][])('of the audit holds no text either: %s', async (_, filter) => {
    const taken = { kind: 'audit_entry', action: 'export', detail: { as: 'csv', rows: 1, filter } } as const;
    for (const ownerId of [owner, null])
      await expect(note(people.auditor, { ownerId, ...taken })).rejects.toMatchObject({ code: '23514' });
  });

  test('says by what it was narrowed', async () => {
    const whole = { of: 'own', text: true, state: 'waiting', year: 2026, kind: 'peers_at_home', ministry: 'BA' };
    const session = { as: 'csv', rows: 10_000_000, filter: whole };
    await note(people.trainer.BA, { kind: 'training_session', action: 'export', detail: session });
    expect((await newest(people.auditor))?.after).toEqual(session);
    const days = { from: '2026-01-01', to: '2026-12-31', action: 'read', emergency: 'yes', record: true };
    const audit = {
      as: 'signed',
      rows: 0,
      filter: { ...days, kind: 'session_draft', person: people.leader.personId! },
    };
    await note(people.auditor, { kind: 'audit_entry', action: 'export', detail: audit });
    expect((await newest(people.auditor))?.after).toEqual(audit);
  });

  test('by somebody of elsewhere has no words of theirs', async () => {
    for (const detail of [{ text: 'x' }, { as: 'x' }, { filter: { text: 'x' } }] as JsonObject[])
      await expect(note(people.administrator, { detail })).rejects.toMatchObject({ code: '23514' });
  });

  test('cannot be written in the name of somebody else, nor past the function', async () => {
    const write = (statement: string) =>
      database.work(people.administrator, ({ db }) => sql.raw(statement).execute(db));
    for (const statement of [
      `insert into audit_entry (owner_id, seq, at, table_name, row_key, action, previous_hash, hash)
        values ('${owner}', 99, now(), 'x', 'x', 'read', '', '')`,
      `update audit_entry set actor_id = null`,
      `delete from audit_entry`,
      `update audit_head set seq = 0`,
      `truncate audit_entry`,
      `alter table audit_entry disable trigger all`,
      `select append_to_audit(null)`,
      `select find_strays()`,
    ])
      await expect(write(statement), statement).rejects.toBeInstanceOf(NotPermitted);
  });
});

test('sign-ins and sign-outs of a ministry’s own people are noted, without device or address', async () => {
  await signIn(database, people.leader.personId!);
  expect(await newest(people.auditor)).toMatchObject({
    ...{ actorId: people.leader.personId, kind: 'sign_in', action: 'sign_in' },
    after: { person_id: people.leader.personId, method: 'passkey', is_strong: true },
  });
  const token = await database.onDuty('sign-in', (work) =>
    carryOut(work, beginSignIn, people.leader.personId!, strongly),
  );
  await database.work(people.leader, (work) => carryOut(work, endSignIn, token));
  expect(await newest(people.auditor)).toMatchObject({ actorId: people.leader.personId, action: 'sign_out' });
});

describe('the audit of a ministry', () => {
  const outsiders = {
    'its trainer': people.trainer.BA,
    'its leader': people.leader,
    'another ministry’s coordinator': people.coordinator.RS,
    'the secretariat': people.secretariat,
    'an observer': people.observer,
    'an administrator': people.administrator,
    'a stranger': people.stranger,
  };
  test.each(Object.entries(outsiders))('is nothing to %s, by any question', async (_, actor) => {
    await database.read(actor, async ({ ask }) => {
      expect((await ask(listEntries, owner, {})).entries).toEqual([]);
      expect(await ask(listEntryTexts, owner, {}, 10)).toEqual([]);
      expect(await ask(listNextTexts, owner, 0, 10)).toEqual([]);
      expect(await ask(findHead, owner)).toBeNull();
      expect([...(await ask(nameActors, owner))]).toEqual([]);
    });
  });
  test.each([people.auditor, people.coordinator.BA, people.deputy])('is read by its own', async (actor) => {
    await database.read(actor, async ({ ask }) => {
      const { entries, isMore } = await ask(listEntries, owner, {}, null, 5);
      const head = await ask(findHead, owner);
      expect([entries.length, isMore, entries[0]?.seq, entries[0]?.hash]).toEqual([5, true, head?.seq, head?.hash]);
      const older = await ask(listEntries, owner, {}, entries[4]!.seq, 500);
      expect(older.entries[0]?.seq).toBe(entries[4]!.seq - 1);
    });
  });
});

test('what was done under emergency access is marked, and found by it', async () => {
  await connection.script(`insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at, granted_by,
    granted_at) values (gen_random_uuid(), '${owner}', '${people.leader.personId}', 'R', 1, now(),
    '${people.secretariat.personId}', now())`);
  await note(people.leader);
  await note(people.trainer.BA);
  const { entries } = await database.read(people.auditor, ({ ask }) => ask(listEntries, owner, { emergency: 'yes' }));
  expect(entries.map(({ actorId, inEmergency }) => [actorId, inEmergency])).toEqual([[people.leader.personId, true]]);
});

test('the audit is narrowed by person, kind, action, record and day', async () => {
  const count = (filter: object) =>
    database.read(people.auditor, async ({ ask }) => (await ask(listEntries, owner, filter, null, 500)).entries.length);
  const all = await count({});
  expect(await count({ from: '2020-01-01', to: '2099-01-01' })).toBe(all);
  expect(await count({ to: '2020-01-01' })).toBe(0);
  expect(await count({ person: people.administrator.personId! })).toBe(1);
  expect(await count({ kind: 'person', action: 'insert' })).toBe(5);
  expect(await count({ record: people.leader.personId!, action: 'insert' })).toBe(1);
});
