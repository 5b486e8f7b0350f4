import type { Reading } from '#platform/database/reading.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
import { marginsOf } from '../../rules.ts';
import { intervalOf } from '../../rules/intervals.ts';
import type { SessionKind } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

/** Whose a session is, and how many people its newest version leaves room for. */
export interface SessionRoom {
  readonly ownerId: OwnerId;
  /** Null before the first version. */
  readonly kind: SessionKind | null;
  /** Null: nothing limits it. */
  readonly most: number | null;
  /** How many were recorded: what a figure counts; null where nobody did. */
  readonly recorded: number | null;
}

/** The room of a session of the actor's own ministry; null for everybody else. */
export async function findRoom({ db }: Reading<SessionTables>, id: SessionId): Promise<SessionRoom | null> {
  const row = await db
    .selectFrom('training_session as s')
    .leftJoin('session_version as v', 'v.session_id', 's.id')
    .select(['s.owner_id', 'v.kind', 'v.statements'])
    .where('s.id', '=', id)
    .orderBy('v.number', (number) => number.desc().nullsLast())
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const statements = row.statements ?? [];
  return {
    ownerId: row.owner_id,
    kind: row.kind,
    most: intervalOf(statements, {})?.max ?? null,
    recorded: marginsOf(statements).total,
  };
}
