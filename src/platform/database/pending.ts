import { sql } from 'kysely';
import type { Connection } from './connection.ts';
import { listMigrationNames } from './migrate.ts';

/** The migrations that this database still lacks, by name; looks and changes nothing. */
export async function pendingMigrations(connection: Connection): Promise<string[]> {
  const wanted = await listMigrationNames();
  const found = await sql<{ found: string | null }>`select to_regclass('kaskada.migration')::text as found`.execute(
    connection.db,
  );
  if (!found.rows[0]?.found) return wanted;
  const applied = await connection.transact('read only', async (transaction) => {
    await sql`select set_config('role', 'kaskada_app', true)`.execute(transaction);
    return sql<{ name: string }>`select name from kaskada.migration`.execute(transaction);
  });
  const names = new Set(applied.rows.map(({ name }) => name));
  return wanted.filter((name) => !names.has(name));
}
