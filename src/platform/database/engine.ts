import type { PGlite, Results } from '@electric-sql/pglite';

/** An embedded database that answers one statement after another. */
export interface Engine {
  /** Whether it answers: not before it was opened, after it crashed or was closed. */
  readonly isRunning: boolean;
  /** Makes sure that it answers, or says why it cannot. Called before every transaction. */
  prepare(): Promise<void>;
  /** Refuses to begin a change that the disk has no room for. */
  requireRoom(): void;
  query(sql: string, parameters: readonly unknown[]): Promise<Results>;
  /** Runs several statements and returns the rows of the last. */
  script(sql: string): Promise<Record<string, unknown>[]>;
  /** Tidies up after changes, when it is time. Nobody waits for it. */
  readonly needsCare: boolean;
  care(): Promise<void>;
  close(): Promise<void>;
}

/** A database in memory: it has no disk to fill and nothing to recover. */
export const inMemory = (pglite: PGlite): Engine => ({
  get isRunning() {
    return !pglite.closed;
  },
  prepare: async () => {},
  requireRoom: () => {},
  needsCare: false,
  care: async () => {},
  query: (sql, parameters) => pglite.query(sql, [...parameters]),
  script: async (sql) => rowsOfLast(await pglite.exec(sql)),
  close: async () => {
    if (!pglite.closed) await pglite.close();
  },
});

/** The rows of the last of several statements. */
export const rowsOfLast = (results: Results[]): Record<string, unknown>[] => results.at(-1)?.rows ?? [];
