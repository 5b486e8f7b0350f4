import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, types } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import type { Connection, NoTables } from './connection.ts';
import { DurableFolder } from './durable-folder.ts';
import { embeddedDialect } from './embedded-dialect.ts';
import { inMemory, type Engine } from './engine.ts';
import { FolderEngine } from './folder-engine.ts';
import { lockFolder } from './folder-lock.ts';
import { makeFolder } from './new-folder.ts';
import { inTransaction } from './one-at-a-time.ts';

const startParams = PGlite.defaultStartParams.map((part) =>
  part.startsWith('search_path=') ? 'search_path=kaskada' : part,
);

/** How every embedded database is opened. Days are days, not instants; counts fit a number. */
export const embeddedOptions = {
  parsers: { [types.DATE]: (text: string) => text, [types.INT8]: Number, [types.NUMERIC]: Number },
  startParams,
};

/**
 * On disk it waits for the disk. Of the ways to wait, `fsync` is the one that reaches the file system here: fdatasync,
 * PostgreSQL's own choice, is answered without doing anything.
 */
const durableParams = [...startParams.filter((part) => part !== '-F'), '-c', 'wal_sync_method=fsync'];

export interface EmbeddedSettings {
  /** Bytes of the disk that must be free before anything is written: room for the log to end in good order. */
  readonly keepFree?: number;
  /** The file system over the folder. */
  readonly files?: (path: string) => DurableFolder;
}

/**
 * Opens the embedded database of a data folder; makes it when there is none. One process at a time may use a folder.
 * @throws CannotOpen when another process has the folder, or its database does not start
 */
export async function openEmbedded(
  folder: string,
  { keepFree = 64 * 2 ** 20, files = (path) => new DurableFolder(path) }: EmbeddedSettings = {},
): Promise<Connection> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(folder);
  try {
    const path = join(folder, 'database');
    await makeFolder(path);
    const pglite = { ...embeddedOptions, startParams: durableParams };
    const engine = new FolderEngine({ path, pglite, files, keepFree });
    await engine.prepare();
    return connect(engine, lock.release);
  } catch (failure) {
    lock.release();
    throw failure;
  }
}

/** The same verbs over a database in memory. */
export const connectInMemory = (pglite: PGlite): Connection => connect(inMemory(pglite));

function connect(engine: Engine, afterwards = () => {}): Connection {
  const db = new Kysely<NoTables>({ dialect: embeddedDialect(engine) });
  return {
    kind: 'embedded',
    db,
    transact: (access, body) =>
      db
        .transaction()
        .setAccessMode(access)
        .execute((transaction) => inTransaction(() => body(transaction))),
    script: (text) => db.connection().execute(async () => void (await engine.script(text))),
    alone: (body) => db.connection().execute(() => body((text) => engine.script(text))),
    async close() {
      await db.destroy();
      await engine.close();
      afterwards();
    },
  };
}
