import type { Reading } from '#platform/database/reading.ts';
import type { SessionId } from '#shared/ids.ts';
import { contentIn } from '../../rules/columns.ts';
import type { SessionVersion } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

type SessionReading = Reading<SessionTables>;

/** Every version of a session with what became of it, newest first. */
export async function listVersions({ db }: Pick<SessionReading, 'db'>, id: SessionId): Promise<SessionVersion[]> {
  const rows = await db
    .selectFrom('session_version as v')
    .leftJoin('session_return as t', 't.version_id', 'v.id')
    .leftJoin('session_release as r', 'r.version_id', 'v.id')
    .selectAll('v')
    .select([
      't.reason',
      't.returned_by',
      't.returned_at',
      'r.grain',
      'r.exact_total',
      'r.released_by',
      'r.released_at',
    ])
    .where('v.session_id', '=', id)
    .orderBy('v.number', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    content: contentIn(row),
    source: row.source,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    returned: row.reason === null ? null : { reason: row.reason, by: row.returned_by!, at: row.returned_at! },
    release:
      row.grain === null
        ? null
        : { grain: row.grain, isExact: row.exact_total!, by: row.released_by!, at: row.released_at! },
  }));
}
