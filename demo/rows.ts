import { sql, type Transaction } from 'kysely';
import type { NoTables } from '#platform/database/connection.ts';

/** One row as the database takes it: column names to plain JSON values. */
export type Row = Readonly<Record<string, unknown>>;
export type Touching = Transaction<NoTables>;

/** From here to the end of the transaction, changes are this person's. */
export const actAs = (transaction: Touching, person: string) =>
  sql`select set_config('kaskada.actor', ${person}, true)`.execute(transaction);

/**
 * Adds rows of one shape with one statement and one parameter, however many they are. A column that does
 * not exist is an error. With `key`, a row whose key is there already takes the new values.
 */
export async function append(transaction: Touching, table: string, rows: readonly Row[], key?: string): Promise<void> {
  if (!rows[0]) return;
  const names = Object.keys(rows[0]);
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const replace = sql.join(names.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`));
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::text::jsonb)
    ${key ? sql`on conflict (${sql.ref(key)}) do update set ${replace}` : sql``}`.execute(transaction);
}
