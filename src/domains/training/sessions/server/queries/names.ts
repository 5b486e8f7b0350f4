import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { SessionId } from '#shared/ids.ts';
import type { ReleasedSession } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

/** What released sessions are called, by id: those of them that stand and that this actor may see. */
export async function nameReleased(
  { db }: Reading<SessionTables>,
  ids: readonly SessionId[],
): Promise<Map<SessionId, Pick<ReleasedSession, 'title' | 'kind' | 'place'>>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('released_session')
    .select(['session_id', 'title', 'kind', 'place'])
    .where(sql<boolean>`session_id = any (${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ session_id, ...named }) => [session_id, named]));
}
