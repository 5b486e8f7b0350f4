import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import type { Connection, NoTables } from './connection.ts';

/** How every embedded database is opened. Days are days, not instants; counts fit a number. */
export const embeddedOptions = {
  parsers: { [types.DATE]: (text: string) => text, [types.INT8]: Number, [types.NUMERIC]: Number },
  startParams: PGlite.defaultStartParams.map((part) =>
    part.startsWith('search_path=') ? 'search_path=kaskada' : part,
  ),
};

/** Opens the embedded database in a folder, or in memory when there is none. */
export async function openEmbedded(folder?: string): Promise<Connection> {
  const pglite = await PGlite.create({ ...embeddedOptions, ...(folder ? { dataDir: folder } : {}) });
  return connect(pglite);
}

/** The verbs over an open PGlite. It has one connection, so transactions queue. */
export function connect(pglite: PGlite): Connection {
  const db = new Kysely<NoTables>({ dialect: new PGliteDialect({ pglite }) });
  let last: Promise<unknown> = Promise.resolve();
  function queue<Answer>(body: () => Promise<Answer>): Promise<Answer> {
    const turn = last.then(body, body);
    last = turn.catch(() => undefined);
    return turn;
  }
  return {
    kind: 'embedded',
    db,
    transact: (access, body) =>
      queue(() =>
        db.transaction().execute(async (transaction) => {
          if (access === 'read only') await sql`set transaction read only`.execute(transaction);
          return body(transaction);
        }),
      ),
    script: (text) => queue(async () => void (await pglite.exec(text))),
    close: () => queue(() => db.destroy()),
  };
}
