import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { NotPermitted } from '#platform/database/failure.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

/* When something happened is the database's to say: not even somebody who sends any SQL dates it otherwise. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const owner_id = ministries.BA;
const { personId: trainer } = people.trainer.BA;
const { personId: coordinator } = people.coordinator.BA;

type Row = Record<string, unknown>;
const as = <Answer>(actor: Actor, body: (db: Kysely<Record<string, Row>>) => Promise<Answer>) =>
  database.work(actor, ({ db }) => body(db as never));
/** How far from now a time is that stands in a row, in minutes. */
const minutesOff = async (table: string, column: string, key: Row) => {
  const [row] = await (connection.db as unknown as Kysely<Record<string, Row>>)
    .selectFrom(table)
    .select(column)
    .where((where) => where.and(key))
    .execute();
  return Math.abs(Date.now() - (row![column] as Date).getTime()) / 60_000;
};

test('no function that people run takes a time but one that only asks about it', async () => {
  const { rows } = await sql<{ name: string }>`select p.proname as name from pg_proc p
    where p.pronamespace = 'kaskada'::regnamespace and has_function_privilege('kaskada_app', p.oid, 'execute')
      and ('timestamptz'::regtype = any (p.proargtypes) or 'timestamp'::regtype = any (p.proargtypes))`.execute(
    connection.db,
  );
  expect(rows).toEqual([{ name: 'in_emergency' }]);
});

describe.each(['1999-01-01T00:00:00Z', '2090-01-01T00:00:00Z'])('a row dated %s by its writer', (at) => {
  const session = { id: newId(), owner_id, created_by: trainer, created_at: at, origin: 'recorded' };
  const draft = { session_id: session.id, owner_id, author_id: trainer, content: '{}', revision: 1, saved_at: at };
  const part = { person_id: trainer, owner_id, part: at < '2000' ? 'about' : 'contact', revision: 1, saved_at: at };
  const consent = { id: newId(), person_id: trainer, owner_id, part: part.part, given_at: at };
  const period = { owner_id, kind: at < '2000' ? 'draft' : 'person', days: 365 * 3, set_by: coordinator, set_at: at };

  test.each([
    ['training_session', 'created_at', people.trainer.BA, session, { id: session.id }],
    ['session_draft', 'saved_at', people.trainer.BA, draft, { session_id: session.id }],
    ['profile_part', 'saved_at', people.trainer.BA, { ...part, content: '{}' }, { part: part.part }],
    ['profile_consent', 'given_at', people.trainer.BA, consent, { id: consent.id }],
    ['retention_period', 'set_at', people.coordinator.BA, period, { kind: period.kind }],
  ] as [string, string, Actor, Row, Row][])('is dated now: %s', async (table, column, actor, row, key) => {
    await as(actor, (db) => db.insertInto(table).values(row).execute());
    expect(await minutesOff(table, column, key)).toBeLessThan(1);
    if (column === 'created_at' || column === 'given_at') return;
    const change = { [column]: at, ...(table === 'retention_period' ? {} : { revision: 2 }) };
    await as(actor, (db) =>
      db
        .updateTable(table)
        .set(change)
        .where((where) => where.and(key))
        .execute(),
    );
    expect(await minutesOff(table, column, key)).toBeLessThan(1);
  });

  test('is withdrawn now and once; what was written before stays', async () => {
    const set = (change: Row) =>
      as(people.trainer.BA, (db) =>
        db.updateTable('profile_consent').set(change).where('id', '=', consent.id).executeTakeFirstOrThrow(),
      );
    for (const change of [{ given_at: at }, { part: 'units' }, { person_id: coordinator }])
      await expect(set(change)).rejects.toBeInstanceOf(NotPermitted);
    await set({ withdrawn_at: at });
    expect(await minutesOff('profile_consent', 'withdrawn_at', { id: consent.id })).toBeLessThan(1);
    expect((await set({ withdrawn_at: at })).numUpdatedRows).toBe(0n);
    expect((await set({ withdrawn_at: null })).numUpdatedRows).toBe(0n);
    const again = { ...consent, id: newId() };
    await as(people.trainer.BA, (db) => db.insertInto('profile_consent').values(again).execute());
  });
});

describe('what is announced past the platform', () => {
  const announce = (actor: Actor, name: string, payload: string) =>
    as(actor, (db) => db.insertInto('fact').values({ name, payload, announced_at: '1999-01-01T00:00:00Z' }).execute());

  test('is dated now', async () => {
    await announce(people.trainer.BA, 'sessionReleased', '{"sessionId":"none"}');
    expect(await minutesOff('fact', 'announced_at', { name: 'sessionReleased' })).toBeLessThan(1);
  });

  test('is nobody’s who is not signed in', async () => {
    await expect(announce(people.stranger, 'sessionReleased', '{}')).rejects.toThrow(NotPermitted);
  });

  test.each([
    ['a name that is none', 'a fact\r\nBcc: all', '{}'],
    ['no ids but a text', 'sessionReleased', '"text"'],
    ['more than ids', 'sessionReleased', JSON.stringify({ text: Array.from({ length: 4000 }, (_, i) => i).join() })],
  ])('holds not %s', async (_, name, payload) => {
    await expect(announce(people.trainer.BA, name, payload)).rejects.toThrow('fact_named');
  });
});
