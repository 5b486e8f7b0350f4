import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { coordinatedMinistries } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { AdjustmentId, OwnerId, SessionId, TrainerId, UnitId } from '#shared/ids.ts';
import { toReleased } from '../../rules/columns.ts';
import type {
  Adjustment,
  Distinction,
  Overlap,
  OverlapSide,
  ReleasedSession,
  SessionClaim,
  SessionKind,
} from '../../types.ts';
import type { SessionTables } from '../tables.ts';

type SharingReading = Reading<SessionTables>;

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

/** Which pairs of a ministry were said to be two trainings, the latest first. */
export async function listDistinctions({ db }: SharingReading): Promise<Distinction[]> {
  const rows = await db
    .selectFrom('session_distinction')
    .selectAll()
    .orderBy('said_at', 'desc')
    .limit(mostOverlaps)
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    otherId: row.other_session_id,
    by: row.said_by,
    at: row.said_at,
  }));
}

/** How much of a very long session is looked at, in days. */
const longest = 60;

interface PairRow {
  readonly one: OverlapSide;
  readonly two: OverlapSide;
  readonly trainer_ids: TrainerId[];
  readonly unit_ids: UnitId[];
}

/**
 * Held sessions that look like one training, for whoever coordinates: two of their own ministry, released or waiting, that
 * share a day, the place and a trainer; or one of theirs and one that another ministry released, that share a day, the
 * place, the country and a unit. What was told apart, and what is left out of the sums, is not suggested.
 */
export async function listOverlaps({ db, actor }: SharingReading): Promise<Overlap[]> {
  const owners = coordinatedMinistries(actor);
  if (owners.length === 0) return [];
  // Compared day by day: so the database joins by equality, and a ministry of many sessions costs no square of them.
  const pairs = sql<PairRow>`(
    with own as materialized (
      select v.session_id, v.owner_id, v.title, v.kind, v.place, v.country_code, v.date_from, v.date_to, v.unit_ids,
        v.trainer_ids, r.session_id is not null as is_released, trim(fold(v.place)) as folded
      from session_version v left join released_session r on r.version_id = v.id
      where v.owner_id = any (${owners}::uuid[]) and v.occurrence = 'held' and (r.session_id is not null or (
        not exists (select from released_session p where p.session_id = v.session_id)
        and not exists (select from session_version n where n.session_id = v.session_id and n.number > v.number)
        and not exists (select from session_return t where t.version_id = v.id)))),
    foreign_one as materialized (
      select r.session_id, r.owner_id, r.title, r.kind, r.place, r.country_code, r.date_from, r.date_to, r.unit_ids,
        '{}'::uuid[] as trainer_ids, true as is_released, trim(fold(r.place)) as folded
      from released_session r
      where r.owner_id <> all (${owners}::uuid[]) and r.occurrence = 'held'),
    own_day as (select o.*, day from own o
      cross join generate_series(o.date_from, least(o.date_to, o.date_from + ${longest}::integer), '1 day') as day),
    foreign_day as (select o.*, day from foreign_one o
      cross join generate_series(o.date_from, least(o.date_to, o.date_from + ${longest}::integer), '1 day') as day),
    pair as (
      select a.session_id as one_id, b.session_id as two_id from own_day a join own_day b
        on b.day = a.day and b.folded = a.folded and b.owner_id = a.owner_id and b.session_id > a.session_id
      where a.trainer_ids && b.trainer_ids
      union
      select a.session_id, b.session_id from own_day a join foreign_day b
        on b.day = a.day and b.folded = a.folded and b.country_code = a.country_code
      where a.unit_ids && b.unit_ids),
    open_pair as (
      select one_id, two_id from pair
      where not exists (select from session_distinction d
          where (d.session_id, d.other_session_id) in ((one_id, two_id), (two_id, one_id)))
        and not exists (select from reach_adjustment a where a.session_id in (one_id, two_id)
          and not exists (select from adjustment_withdrawal w where w.adjustment_id = a.id)))
    select ${side(sql.ref('a'))} as one, ${side(sql.ref('b'))} as two,
      array(select unnest(a.trainer_ids) intersect select unnest(b.trainer_ids)) as trainer_ids,
      array(select unnest(a.unit_ids) intersect select unnest(b.unit_ids)) as unit_ids
    from open_pair join own a on a.session_id = one_id
      join (select * from own union all select * from foreign_one) b on b.session_id = two_id
    order by a.date_from desc, a.session_id, b.session_id limit ${mostOverlaps})`;
  const rows = await db.selectFrom(pairs.as('pair')).selectAll().execute();
  return rows.map(({ one, two, trainer_ids, unit_ids }) => ({
    ...{ session: one, other: two },
    ...{ trainerIds: trainer_ids, unitIds: unit_ids },
  }));
}

const side = (of: ReturnType<typeof sql.ref>) => sql`jsonb_build_object('id', ${of}.session_id, 'ownerId', ${of}.owner_id,
  'title', ${of}.title, 'kind', ${of}.kind, 'place', ${of}.place, 'countryCode', ${of}.country_code,
  'dateFrom', ${of}.date_from, 'dateTo', ${of}.date_to, 'isReleased', ${of}.is_released)`;
