import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openTestPlatform } from '#test/platform.ts';
import { expectedAccess } from './access/expected.ts';
import { layOut } from './access/scene.ts';
import { listTables, tryTable } from './access/trial.ts';

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
