import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';

/** A row that is not as its last entry says; without a row key, a table of which that cannot be said. */
export interface Stray {
  readonly table: string;
  readonly rowKey: string | null;
  readonly fault: 'changed' | 'gone' | 'unheard' | 'back' | 'unwatched' | 'unseen';
}

/**
 * Compares every row of every audited table with the last entry about it: a row that was changed behind the triggers'
 * back is no longer what its entry says. For the owner of the tables.
 */
export async function findStrays(connection: Connection): Promise<Stray[]> {
  return connection.transact('read only', async (transaction) => {
    const { rows } = await sql<Stray>`
      select table_name as "table", row_key as "rowKey", fault from find_strays()`.execute(transaction);
    return rows;
  });
}

const sentences: Readonly<Record<Stray['fault'], string>> = {
  changed: 'is not as its last entry says',
  gone: 'is gone, and no entry says that it was deleted',
  unheard: 'is there, and no entry says since when',
  back: 'is there, although its last entry says that it was deleted',
  unwatched: 'has lost its trigger, or it was switched off: changes are not noted',
  unseen: 'cannot be compared: the keeper of the audit may not read it',
};

/** What is wrong with a row, in a sentence for the console. */
export const sayStray = ({ table, rowKey, fault }: Stray): string =>
  `${table}${rowKey === null ? '' : ` ${rowKey}`} ${sentences[fault]}`;
