import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { openMigrated } from '#test/embedded.ts';
import { loadDemo } from './load.ts';

/** A database in memory with the demo network, for tests. */
export async function openDemo(): Promise<Connection> {
  const connection = await openMigrated();
  await loadDemo(connection, () => {});
  return connection;
}

/** The rows that a query finds, as whoever opened the connection. */
export const rowsOf = async <Row>({ db }: Connection, text: string): Promise<Row[]> =>
  (await sql.raw<Row>(text).execute(db)).rows;
