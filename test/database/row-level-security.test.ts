import { sql, type Kysely } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { countTrainers } from '#domains/network/server/queries.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { expectedAccess, expectedFunctions } from './access/expected.ts';
import { becomeKeeper } from './access/keeper-attack.ts';
import { layOut } from './access/scene.ts';
import { listFunctions, listTables, mayMakeTemporary, tryTable } from './access/trial.ts';

const platform = await openTestPlatform();
const attempts = await layOut(platform);
const tables = await listTables(platform);

test('every table has a line that says who may do what with it', () => {
  expect(tables.map(({ name }) => name)).toEqual([...expectedAccess.keys()].sort());
});

describe.each(tables)('$name', (table) => {
  test('has row-level security, for its owner too', () => {
    expect(table).toMatchObject({ guarded: true, forced: true });
  });

  test('holds a row to try with', async () => {
    const { rows } = await sql`select 1 from ${sql.table(table.name)} limit 1`.execute(platform.connection.db);
    expect(rows).toHaveLength(1);
  });

  test('lets each do what is written, and nothing else', async () => {
    expect(await tryTable(platform, table, attempts[table.name])).toEqual(expectedAccess.get(table.name));
  });
});

test('the platform may run the functions that are written down, and no others', async () => {
  expect(await listFunctions(platform, 'kaskada_app')).toEqual(expectedFunctions);
});

test('no function is for everybody, also none that will be made later', async () => {
  expect(await listFunctions(platform, 'public')).toEqual([]);
  const { connection } = platform;
  const owner = connection.kind === 'server' ? 'kaskada_owner' : 'postgres';
  await connection.script(`begin; set local role ${owner};
    create function kaskada.made_later() returns integer language sql return 1; commit`);
  onTestFinished(() => connection.script('drop function kaskada.made_later()'));
  expect(await listFunctions(platform, 'public')).toEqual([]);
});

test('the platform makes nothing temporary', async () => {
  expect(await mayMakeTemporary(platform, 'kaskada_app')).toBe(false);
});

test('a table of one’s own with the audit on it makes nobody the keeper', async () => {
  await expect(becomeKeeper(platform)).rejects.toBeInstanceOf(NotPermitted);
});

test('trainers are counted for everybody who is signed in, and for nobody else', async () => {
  const count = (actor: Actor) => platform.database.read(actor, ({ ask }) => ask(countTrainers));
  expect((await count(platform.people.observer)).get(platform.ministries.BA)).toBe(1);
  expect([...(await count(platform.people.stranger))]).toEqual([]);
});

test.each(['session_draft', 'session_version'])('%s tells nobody what another ministry has', async (name) => {
  const { connection, database, people, ministries } = platform;
  const { rows } = await sql<{ taken: string }>`select session_id as taken from ${sql.table(name)} limit 1`.execute(
    connection.db,
  );
  const asIfOwn = attempts[name]!.insert!(people.trainer.MK);
  const probe = (session_id: string) =>
    database
      .work(people.trainer.MK, async (work) => {
        const db = work.db as unknown as Kysely<Record<string, Record<string, unknown>>>;
        await db
          .insertInto(name)
          .values({ ...asIfOwn, session_id, owner_id: ministries.MK })
          .execute();
      })
      .catch(({ code, constraint }: { code: string; constraint: string }) => ({ code, constraint }));
  const answer = await probe(rows[0]!.taken);
  expect(answer).toMatchObject({ code: '23503' });
  expect(answer).toEqual(await probe(newId()));
});
