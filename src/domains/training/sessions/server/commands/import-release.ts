import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { ImportId } from '#shared/ids.ts';
import { releaseSession } from '../commands.ts';
import type { SessionTables } from '../tables.ts';

/** How many versions are released in one transaction: each goes through all that a single release does. */
const atOnce = 25;

/** Releases some of what waits of an import, if that was ordered, and says whether there is more to do. */
export async function releaseSome(work: Work<SessionTables>, id: ImportId): Promise<boolean> {
  const order = await work.db
    .selectFrom('import_release')
    .select('grain')
    .where('import_id', '=', id)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (!order) return false;
  const waiting = await work.db
    .selectFrom('session_version as v')
    .leftJoin('session_return as t', 't.version_id', 'v.id')
    .select('v.id')
    .where('v.import_id', '=', id)
    .where('t.version_id', 'is', null)
    .where(sql<boolean>`not is_written_on(v)`)
    .orderBy('v.date_from')
    .limit(atOnce)
    .execute();
  for (const version of waiting) await releaseSession(work, version.id, order.grain);
  if (waiting.length > 0) return true;
  await work.db.updateTable('import_release').set({ finished_at: work.now }).where('import_id', '=', id).execute();
  return false;
}
