import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Connection, NoTables } from './connection.ts';

// Days are days, not instants; counts fit a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** Opens a PostgreSQL server (15 or newer) by its URL. */
export function openServer(url: string): Connection {
  const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c search_path=kaskada' });
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'server',
    db,
    transact: (access, body) => db.transaction().setAccessMode(access).execute(body),
    script: async (text) => void (await pool.query(text)),
    close: () => db.destroy(),
  };
}
