import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { findHead, listEntries, listEntryTexts, listNextTexts, nameActors } from '#domains/audit/server/queries.ts';
import { noteReads } from '#domains/audit/server/commands.ts';
import { beginSignIn, endSignIn } from '#domains/identity/server/commands.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { carryOut } from '#platform/database/database.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import type { Actor } from '#shared/actor.ts';
import { signIn, strongly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { added, byCommand } from '../appointments/verbs.ts';

/* What administrators and the secretariat do for the network stands in a chain that the ministries read together. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;

const entries = async (actor: Actor, filter = {}) =>
  (await database.read(actor, ({ ask }) => ask(listEntries, null, filter))).entries;

test('only what has no ministry can stand in it: the network’s accounts, roles and settings, what was published about it, and nothing that a ministry recorded', async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
      left join pg_attribute a on a.attrelid = c.oid and a.attname = 'owner_id'
    where t.tgfoid = 'audit_change()'::regprocedure and a.attnotnull is not true order by 1`.execute(connection.db);
  expect(rows.map(({ name }) => name)).toEqual([
    'account_shut',
    'appointment',
    'contradiction',
    'country_name',
    'erasure_request',
    'factor_change',
    'figure_definition',
    'figure_use',
    'invitation',
    'login_reset',
    'meeting',
    'network',
    'person',
    'public_figure',
    'publication',
    'published_share',
    'reported_total',
    'retention_period',
    'retention_run',
    'snapshot',
    'sourced_version',
    'sourced_withdrawal',
    'trainer_cohort',
    'unit',
  ]);
  const { rows: writers } = await sql<{ name: string }>`
    select proname as name from pg_proc where pronamespace = 'kaskada'::regnamespace
      and prosrc like '%append_to_audit(%' order by 1`.execute(connection.db);
  expect(writers.map(({ name }) => name)).toEqual(['audit_change', 'note_read', 'note_sign_in']);
});

test('sign-ins and sign-outs of people of the network stand in it, without device or address', async () => {
  const { personId } = people.administrator;
  await signIn(database, personId!);
  const [first] = await entries(people.auditor);
  expect(first).toMatchObject({ actorId: personId, kind: 'sign_in', action: 'sign_in' });
  expect(first!.after).toEqual({ person_id: personId, method: 'passkey', is_strong: true });
  const token = await database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, personId!, strongly));
  await database.work(people.administrator, (work) => carryOut(work, endSignIn, token));
  expect((await entries(people.auditor))[0]).toMatchObject({ actorId: personId, action: 'sign_out' });
});

test('what an administrator does for the network stands in it, with the names, for its readers', async () => {
  const personId = await added(platform, people.administrator, null);
  await byCommand(platform).propose(people.administrator, { personId, role: 'observer' });
  const [appointment, person] = await entries(people.coordinator.MK);
  expect(appointment).toMatchObject({ kind: 'appointment', action: 'insert', actorId: people.administrator.personId });
  expect(person?.after).toMatchObject({ id: personId, name: 'Somebody new' });
  const names = await database.read(people.coordinator.MK, ({ ask }) => ask(nameActors, null));
  expect(names.get(people.administrator.personId!)).toBe(people.administrator.name);
  expect(names.get(personId)).toBe('Somebody new');
});

test('that its people were read by others is noted once an hour, and by nobody who does not see them', async () => {
  const of = { ownerId: null, kind: 'person', rowKey: people.observer.personId!, action: 'read' } as const;
  const note = (actor: Actor) => database.work(actor, (work) => carryOut(work, noteReads, [of]));
  await note(people.secretariat);
  await note(people.secretariat);
  expect(await entries(people.auditor, { person: people.secretariat.personId!, action: 'read' })).toHaveLength(1);
  for (const actor of [people.coordinator.BA, people.auditor, people.observer, people.stranger])
    await expect(note(actor)).rejects.toBeInstanceOf(NotPermitted);
});

describe('it is read', () => {
  const readers = {
    'a ministry’s auditor': people.auditor,
    'its coordinator': people.coordinator.BA,
    'its deputy': people.deputy,
    'another ministry’s coordinator': people.coordinator.RS,
    'the secretariat': people.secretariat,
  };
  const outsiders = {
    'an administrator': people.administrator,
    'a leader': people.leader,
    'a trainer': people.trainer.BA,
    'an observer': people.observer,
    'a stranger': people.stranger,
  };
  test.each(Object.entries(readers))('by %s, whole', async (_, actor) => {
    await database.read(actor, async ({ ask }) => {
      const head = await ask(findHead, null);
      const texts = await ask(listNextTexts, null, 0, 1000);
      expect(texts.at(-1)).toMatchObject({ seq: head!.seq, hash: head!.hash });
      expect((await ask(nameActors, null)).size).toBeGreaterThan(0);
    });
  });
  test.each(Object.entries(outsiders))('not by %s, by any question', async (_, actor) => {
    await database.read(actor, async ({ db, ask }) => {
      expect((await ask(listEntries, null, {})).entries).toEqual([]);
      expect(await ask(listEntryTexts, null, {}, 10)).toEqual([]);
      expect(await ask(findHead, null)).toBeNull();
      expect([...(await ask(nameActors, null))]).toEqual([]);
      expect((await sql`select 1 from audit_sealed where chain = 'network'`.execute(db as never)).rows).toEqual([]);
    });
    const take = { ownerId: null, kind: 'audit_entry', action: 'export' } as const;
    await expect(database.work(actor, (work) => carryOut(work, noteReads, [take]))).rejects.toBeInstanceOf(
      NotPermitted,
    );
  });
  test('by the secretariat, and no ministry’s with it', async () => {
    const { rows } = await database.work(people.secretariat, ({ db }) =>
      sql`select distinct chain from audit_entry union select distinct chain from audit_sealed`.execute(db),
    );
    expect(rows).toEqual([{ chain: 'network' }]);
    expect((await database.read(people.secretariat, ({ ask }) => ask(listEntries, ministries.BA, {}))).entries).toEqual(
      [],
    );
  });
});

test('an administrator who alters it is caught', async () => {
  await connection.script(`update audit_entry set row_key = 'x' where chain = 'network' and seq = 2`);
  const report = (await verifyAudit(connection)).find(({ chain }) => chain === 'network');
  expect(report?.broken).toMatchObject({ seq: 2 });
});
