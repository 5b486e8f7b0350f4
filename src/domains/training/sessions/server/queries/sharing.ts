import { sql, type SqlBool } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { coordinatedMinistries } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { AdjustmentId, OwnerId, PersonId, SessionId } from '#shared/ids.ts';
import { toReleased } from '../../rules/columns.ts';
import type { ReleasedSession, SessionKind } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

type SharingReading = Reading<SessionTables>;

/** A co-owner's word that a session counts in the figure of their ministry too. */
export interface SessionClaim {
  readonly sessionId: SessionId;
  /** The ministry that claims. */
  readonly ownerId: OwnerId;
  readonly by: PersonId;
  readonly at: Date;
}

/** A coordinator's signed word that a session is left out of the sums, because another one is the same training. */
export interface Adjustment {
  readonly id: AdjustmentId;
  readonly ownerId: OwnerId;
  readonly sessionId: SessionId;
  readonly overlapsId: SessionId;
  readonly reason: string;
  readonly by: PersonId;
  readonly at: Date;
  readonly withdrawn: { readonly reason: string; readonly by: PersonId; readonly at: Date } | null;
}

/** The most pairs that are suggested at once. */
export const mostOverlaps = 50;

/** Which ministries claimed a session. */
export async function listClaims({ db }: SharingReading, sessionId: SessionId): Promise<SessionClaim[]> {
  const rows = await db
    .selectFrom('session_claim')
    .selectAll()
    .where('session_id', '=', sessionId)
    .orderBy('claimed_at')
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    ownerId: row.owner_id,
    by: row.claimed_by,
    at: row.claimed_at,
  }));
}

/** A session that waits for a co-owner to claim it. */
export type Claimable = Omit<ReleasedSession, 'leftOut' | 'count'> & { readonly claimantId: OwnerId };

/** The released sessions that name a ministry of the actor's as co-owner and that it has not claimed, the latest first. */
export async function listClaimable({ db, actor }: SharingReading): Promise<Claimable[]> {
  const owners = coordinatedMinistries(actor);
  if (owners.length === 0) return [];
  const rows = await db
    .selectFrom('released_session as r')
    .innerJoin(sql<{ id: OwnerId }>`unnest(${owners}::uuid[])`.as<'m'>(sql`m(id)`), (join) =>
      join.on(sql<boolean>`m.id = any (r.co_owner_ids)`),
    )
    .selectAll('r')
    .select('m.id as claimant_id')
    // As the index says.
    .where(sql<boolean>`r.co_owner_ids <> '{}'`)
    .where('r.occurrence', '=', 'held')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('session_claim as c')
            .select('c.session_id')
            .whereRef('c.session_id', '=', 'r.session_id')
            .whereRef('c.owner_id', '=', 'm.id'),
        ),
      ),
    )
    .orderBy('r.date_from', 'desc')
    .orderBy('r.session_id')
    .limit(mostOverlaps)
    .execute();
  return rows.map(({ claimant_id, ...row }) => ({ ...toReleased(row), claimantId: claimant_id }));
}

/** Which ministry answers for a session of the actor's own; null for everybody else's. */
export async function findOwner({ db }: SharingReading, id: SessionId): Promise<OwnerId | null> {
  const session = await db.selectFrom('training_session').select('owner_id').where('id', '=', id).executeTakeFirst();
  return session?.owner_id ?? null;
}

/** What a session is called in a list. */
export type SessionName = Pick<ReleasedSession, 'id' | 'title' | 'kind' | 'place' | 'dateFrom'>;

/** What some sessions are called: as they were released, or of the actor's own as they were last submitted. */
export async function nameSessions(
  { db }: SharingReading,
  ids: readonly SessionId[],
): Promise<Map<SessionId, SessionName>> {
  if (ids.length === 0) return new Map();
  const isWanted = sql<SqlBool>`session_id = any (${ids}::uuid[])`;
  const columns = ['session_id', 'title', 'kind', 'place', 'date_from'] as const;
  const own = await db
    .selectFrom('session_version')
    .select([...columns])
    .where(isWanted)
    .orderBy('number')
    .execute();
  const released = await db
    .selectFrom('released_session')
    .select([...columns])
    .where(isWanted)
    .execute();
  return new Map(
    [...own, ...released].map(({ session_id: id, title, kind, place, date_from }) => [
      id,
      { id, title, kind, place, dateFrom: date_from },
    ]),
  );
}

/** Of which sessions a signed adjustment stands, and its reason. */
export async function whyLeftOut(
  { db }: Pick<SharingReading, 'db'>,
  ids: readonly SessionId[],
): Promise<Map<SessionId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('reach_adjustment as a')
    .leftJoin('adjustment_withdrawal as w', 'w.adjustment_id', 'a.id')
    .select(['a.session_id', 'a.reason'])
    .where(sql<SqlBool>`a.session_id = any (${ids}::uuid[])`)
    .where('w.adjustment_id', 'is', null)
    .execute();
  return new Map(rows.map(({ session_id, reason }) => [session_id, reason]));
}

/** Why the session of a row is left out of the sums; null where it is not. With its table: here every table has such a column. */
export const leftOutReason = (sessionId: `${string}.${string}`) =>
  sql<string | null>`(select a.reason from reach_adjustment a where a.session_id = ${sql.ref(sessionId)}
    and not exists (select from adjustment_withdrawal w where w.adjustment_id = a.id) limit 1)`;

const selectAdjustments = ({ db }: SharingReading) =>
  db
    .selectFrom('reach_adjustment as a')
    .leftJoin('adjustment_withdrawal as w', 'w.adjustment_id', 'a.id')
    .selectAll('a')
    .select(['w.reason as withdrawal_reason', 'w.withdrawn_by', 'w.withdrawn_at']);
type AdjustmentRow = Awaited<ReturnType<ReturnType<typeof selectAdjustments>['executeTakeFirstOrThrow']>>;

const toAdjustment = (row: AdjustmentRow): Adjustment => ({
  id: row.id,
  ownerId: row.owner_id,
  sessionId: row.session_id,
  overlapsId: row.overlaps_session_id,
  reason: row.reason,
  by: row.signed_by,
  at: row.signed_at,
  withdrawn:
    row.withdrawal_reason === null
      ? null
      : { reason: row.withdrawal_reason, by: row.withdrawn_by!, at: row.withdrawn_at! },
});

/** One adjustment; null where there is none for the actor. */
export async function findAdjustment(reading: SharingReading, id: AdjustmentId): Promise<Adjustment | null> {
  const row = await selectAdjustments(reading).where('a.id', '=', id).executeTakeFirst();
  return row ? toAdjustment(row) : null;
}

/** What was signed of a session and of what overlaps with it, the latest first. */
export async function listAdjustments(reading: SharingReading, sessionId: SessionId): Promise<Adjustment[]> {
  const rows = await selectAdjustments(reading)
    .where('a.session_id', '=', sessionId)
    .orderBy('a.signed_at', 'desc')
    .execute();
  return rows.map(toAdjustment);
}

/** An adjustment with what it leaves out. */
export interface LeftOut extends Adjustment {
  readonly session: Pick<ReleasedSession, 'id' | 'title' | 'kind' | 'place' | 'dateFrom'>;
  /** Whether the other one still stands outside; otherwise nothing counts of the training. */
  readonly overlapCounts: boolean;
}

/** What is left out of the sums of a kind, of a ministry and of some years, with the reasons: for the network. */
export async function listLeftOut(
  reading: SharingReading,
  asked: {
    readonly kind?: SessionKind;
    readonly ownerId?: OwnerId;
    readonly period?: { readonly from: number; readonly to: number };
  },
): Promise<LeftOut[]> {
  let matching = selectAdjustments(reading)
    .innerJoin('released_session as r', 'r.session_id', 'a.session_id')
    .select(['r.title', 'r.kind', 'r.place', 'r.date_from'])
    .select(
      sql<boolean>`exists (select from released_session o where o.session_id = a.overlaps_session_id
        and o.occurrence = 'held')`.as('overlap_counts'),
    )
    .where('w.adjustment_id', 'is', null)
    .where('r.occurrence', '=', 'held');
  if (asked.kind) matching = matching.where('r.kind', '=', asked.kind);
  if (asked.ownerId) matching = matching.where('a.owner_id', '=', asked.ownerId);
  if (asked.period)
    matching = matching
      .where('r.date_from', '>=', `${asked.period.from}-01-01` as Day)
      .where('r.date_from', '<=', `${asked.period.to}-12-31` as Day);
  const rows = await matching.orderBy('r.date_from', 'desc').orderBy('a.id').limit(mostOverlaps).execute();
  return rows.map(({ title, kind, place, date_from, overlap_counts, ...row }) => ({
    ...toAdjustment(row),
    session: { id: row.session_id, title, kind, place, dateFrom: date_from },
    overlapCounts: overlap_counts,
  }));
}
