import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { PrivacyTables } from './tables.ts';

/**
 * Removes what has been kept long enough, of every owner, once a day. Needs the duty of retention. Asked again on the
 * same day, or by another process, it does nothing; returns whether it did.
 */
export async function removeWhatIsDue({ db }: Work<PrivacyTables>): Promise<boolean> {
  const { rows } = await sql<{ ran: boolean }>`select carry_out_retention() as ran`.execute(db);
  return rows[0]?.ran ?? false;
}
