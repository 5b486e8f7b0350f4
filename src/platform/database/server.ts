import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Connection, NoTables } from './connection.ts';
import { inTransaction, refuseNesting } from './one-at-a-time.ts';

// Days are days, not instants; counts fit a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** How each session is set. Times in milliseconds: nothing that a page waits for may hold others up for longer. */
const session = {
  search_path: 'kaskada',
  TimeZone: 'UTC',
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 60_000,
};

/** Names what only one process at a time may do; any number that no other program on the server uses. */
const loneLock = 7_425_201_911;

/** Opens a PostgreSQL server (15 or newer) by its URL. */
export function openServer(url: string): Connection {
  const options = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new pg.Pool({ connectionString: url, max: 10, options: options.join(' ') });
  // A connection that breaks while nobody uses it is replaced; who uses one is told by its own query.
  pool.on('error', () => {});
  const db = new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: 'server',
    db,
    async transact(access, body) {
      refuseNesting();
      return db
        .transaction()
        .setAccessMode(access)
        .execute((transaction) => inTransaction(() => body(transaction)));
    },
    script: async (text) => void (await pool.query(text)),
    alone: (body) => alone(pool, (client) => body(async (text) => rowsOfLast(await client.query(text)))),
    async close() {
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

/** Waits for its turn among all processes, then runs in a session that has no limits of time and ends afterwards. */
async function alone<Answer>(pool: pg.Pool, body: (client: pg.PoolClient) => Promise<Answer>): Promise<Answer> {
  const client = await pool.connect();
  try {
    await client.query(
      `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
       select pg_advisory_lock(${loneLock})`,
    );
    return await body(client);
  } finally {
    client.release(true);
  }
}

/** Of several statements the driver answers with several results. */
const rowsOfLast = (result: pg.QueryResult | pg.QueryResult[]): Record<string, unknown>[] =>
  (Array.isArray(result) ? result.at(-1) : result)?.rows ?? [];
