import type { Kysely, Transaction } from 'kysely';

/** No table is known here: each domain brings its own. */
export type NoTables = Record<string, never>;

/** Runs a script and returns the rows of its last statement. */
export type RunScript = (sql: string) => Promise<Record<string, unknown>[]>;

/** One open database, embedded or a server, under the same few verbs. */
export interface Connection {
  readonly kind: 'embedded' | 'server';
  readonly db: Kysely<NoTables>;
  /** Runs in one transaction; embedded, transactions wait for one another. */
  transact<Answer>(
    access: 'read only' | 'read write',
    body: (transaction: Transaction<NoTables>) => Promise<Answer>,
  ): Promise<Answer>;
  /** Runs a script of several statements, as whoever opened the connection. */
  script(sql: string): Promise<void>;
  /** Runs scripts one after another in one session, while no other process does the same. */
  alone<Answer>(body: (run: RunScript) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}
