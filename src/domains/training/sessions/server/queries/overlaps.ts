import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { coordinatedMinistries } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId, SessionId, TrainerId, UnitId } from '#shared/ids.ts';
import type { SessionKind } from '../../types.ts';
import type { SessionTables } from '../tables.ts';
import { mostOverlaps } from './sharing.ts';

type OverlapReading = Reading<SessionTables>;

/** One of two sessions that look like one. */
export interface OverlapSide {
  readonly id: SessionId;
  readonly ownerId: OwnerId;
  readonly title: string;
  readonly kind: SessionKind;
  readonly place: string;
  readonly countryCode: string;
  readonly dateFrom: Day;
  readonly dateTo: Day;
  readonly isReleased: boolean;
}

/** Two sessions that may be one training; the first is of the actor's own ministry. */
export interface Overlap {
  readonly session: OverlapSide;
  readonly other: OverlapSide;
  /** What both have, beside days and place: of one ministry its trainers, of two the units. */
  readonly trainerIds: readonly TrainerId[];
  readonly unitIds: readonly UnitId[];
}

/** Two sessions that look like one and are not, on a coordinator's word. */
export interface Distinction {
  readonly sessionId: SessionId;
  readonly otherId: SessionId;
  readonly by: PersonId;
  readonly at: Date;
}

/** Which pairs of a ministry were said to be two trainings, the latest first. */
export async function listDistinctions({ db }: OverlapReading): Promise<Distinction[]> {
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
export async function listOverlaps({ db, actor }: OverlapReading): Promise<Overlap[]> {
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

const side = (
  of: ReturnType<typeof sql.ref>,
) => sql`jsonb_build_object('id', ${of}.session_id, 'ownerId', ${of}.owner_id,
  'title', ${of}.title, 'kind', ${of}.kind, 'place', ${of}.place, 'countryCode', ${of}.country_code,
  'dateFrom', ${of}.date_from, 'dateTo', ${of}.date_to, 'isReleased', ${of}.is_released)`;
