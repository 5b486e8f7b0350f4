import { sql, type Kysely } from 'kysely';
import type { Connection, NoTables } from '#platform/database/connection.ts';

/** A row that is not as its last entry says; without a row key, a table of which that cannot be said. */
export interface Stray {
  readonly table: string;
  readonly rowKey: string | null;
  readonly fault: 'changed' | 'gone' | 'unheard' | 'back' | 'unwatched' | 'unseen' | 'miscounted';
}

/**
 * Compares every row of every audited table with the last entry about it: a row that was changed behind the triggers'
 * back is no longer what its entry says. For the owner of the tables.
 */
export async function findStrays(connection: Connection): Promise<Stray[]> {
  return connection.transact('read only', async (transaction) => {
    const { rows } = await sql<Stray>`
      select table_name as "table", row_key as "rowKey", fault from find_strays()`.execute(transaction);
    return [...rows, ...(await findMiscounted(transaction))];
  });
}

/** Compares what stands in the books of the figures, and each sum, with what stands behind it. */
export const findMiscounted = async (db: Kysely<NoTables>): Promise<Stray[]> => (await miscounted.execute(db)).rows;

/**
 * The sums as they are meant to be, taken again from what left and what is shown of it: a clause `with` whose table `meant` has
 * a row for each row of each sum, its key with slashes between.
 */
export const withMeant = sql`
  with alone as (
    select *, (head_count).total is not null as is_known, (shown).total as people,
      case when (head_count).total is not null then head_count end as counted,
      array(select j.view from kaskada.joint_count_session m join kaskada.joint_count j on j.id = m.joint_count_id
        where m.session_id = c.session_id and j.taken_back_at is null) as joint
    from kaskada.released_count c where occurrence = 'held' and counts),
  piece as (
    select owner_id, year, kind, array[1, (not is_known and kind <> 'coaching')::int, (is_known and people is null and not 'total' = any (joint))::int,
      (shown).total, (shown).women, (shown).men, (shown).civilian, (shown).military, (shown).women_civilian,
      (shown).women_military, (shown).men_civilian, (shown).men_military, people * ('sex' = any (withheld) and not 'sex' = any (joint))::int,
      people * ('status' = any (withheld) and not 'status' = any (joint))::int, people * ('both' = any (withheld))::int] as numbers
    from alone
    union all
    select owner_id, year, kind, case view
      when 'total' then array[0, 0, 0, (head_count).total, 0, 0, 0, 0, 0, 0, 0, 0, (head_count).total, (head_count).total,
        (head_count).total]
      else array[0, 0, 0, 0, (head_count).women, (head_count).men, (head_count).civilian, (head_count).military] end
    from kaskada.joint_count where taken_back_at is null),
  meant as (
    select 'reach_summary' as "table", concat_ws('/', owner_id, year, kind) as "rowKey",
      array[count(*), count(*) filter (where not is_known and kind <> 'coaching'), sum((head_count).total), sum((counted).women), sum((counted).men),
        sum((counted).civilian), sum((counted).military), sum((counted).women_civilian), sum((counted).women_military),
        sum((counted).men_civilian), sum((counted).men_military)]::numeric[] as sums
    from alone group by owner_id, year, kind
    union all
    select 'published_reach', concat_ws('/', owner_id, year, kind), array[sum(numbers[1]), sum(numbers[2]), sum(numbers[3]),
      sum(numbers[4]), sum(numbers[5]), sum(numbers[6]), sum(numbers[7]), sum(numbers[8]), sum(numbers[9]), sum(numbers[10]),
      sum(numbers[11]), sum(numbers[12]), sum(numbers[13]), sum(numbers[14]), sum(numbers[15])]::numeric[]
    from piece group by owner_id, year, kind
    union all
    select 'reach_basis', concat_ws('/', owner_id, year, kind, basis), array[count(*), count(*) filter (where not is_known),
      count(*) filter (where num_nonnulls((head_count).women, (head_count).men) = 0),
      count(*) filter (where num_nonnulls((head_count).civilian, (head_count).military) = 0)]::numeric[]
    from alone where kind <> 'coaching' group by owner_id, year, kind, basis
    union all
    select 'reach_peer_country', concat_ws('/', owner_id, country, year), array[count(*),
      sum(((shown).nationalities ->> country)::int), count(*) filter (where (shown).nationalities ->> country is null)]::numeric[]
    from alone cross join unnest(peer_countries) as country where kind = 'peers_from_outside' group by owner_id, country, year
    union all
    select 'claimed_reach', concat_ws('/', m.owner_id, year, kind), array[count(*),
      count(*) filter (where not is_known and kind <> 'coaching'), count(*) filter (where is_known and people is null),
      sum((shown).total), sum((shown).women), sum((shown).men), sum((shown).civilian), sum((shown).military),
      sum((shown).women_civilian), sum((shown).women_military), sum((shown).men_civilian), sum((shown).men_military),
      sum(people) filter (where 'sex' = any (withheld)), sum(people) filter (where 'status' = any (withheld)),
      sum(people) filter (where 'both' = any (withheld))]::numeric[]
    from alone join kaskada.session_claim m using (session_id) group by m.owner_id, year, kind
    union all
    select 'left_out_reach', concat_ws('/', owner_id, year, kind), array[count(*)]::numeric[]
    from kaskada.released_count where occurrence = 'held' and not counts group by owner_id, year, kind
    union all
    select 'person_list', concat_ws('/', owner_id, session_id), array[count(*)]::numeric[]
    from kaskada.session_person group by owner_id, session_id
    union all
    (select distinct on (owner_id, kind) 'published_persons', concat_ws('/', owner_id, kind), array[least, attendances]::numeric[]
    from kaskada.persons_release where withdrawn_at is null order by owner_id, kind, released_at desc))`;

/**
 * The sums that nobody audits, because they can be taken again: what left against the version that was released, and each
 * sum against what left or what is shown of it.
 */
const miscounted = sql<Stray>`${withMeant},
  kept as (
    select 'reach_summary' as "table", concat_ws('/', owner_id, year, kind) as "rowKey", array[sessions, uncounted_sessions,
      total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military]::numeric[] as sums
    from kaskada.reach_summary
    union all
    select 'published_reach', concat_ws('/', owner_id, year, kind), array[sessions, uncounted_sessions, held_sessions,
      total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military,
      withheld_sex, withheld_status, withheld_both]::numeric[]
    from kaskada.published_reach
    union all
    select 'reach_basis', concat_ws('/', owner_id, year, kind, basis), array[sessions, without_total, without_sex,
      without_status]::numeric[] from kaskada.reach_basis
    union all
    select 'reach_peer_country', concat_ws('/', owner_id, country_code, year), array[sessions, attendances,
      open_sessions]::numeric[] from kaskada.reach_peer_country
    union all
    select 'claimed_reach', concat_ws('/', owner_id, year, kind), array[sessions, uncounted_sessions, held_sessions,
      total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military,
      withheld_sex, withheld_status, withheld_both]::numeric[]
    from kaskada.claimed_reach
    union all
    select 'left_out_reach', concat_ws('/', owner_id, year, kind), array[sessions]::numeric[] from kaskada.left_out_reach
    union all
    select 'person_list', concat_ws('/', owner_id, session_id), array[listed]::numeric[] from kaskada.person_list
    union all
    select 'published_persons', concat_ws('/', owner_id, kind), array[least, attendances]::numeric[] from kaskada.published_persons)
  select "table", "rowKey", 'miscounted' as fault from meant full join kept using ("table", "rowKey")
  where (select array_agg(coalesce(n, 0) order by place) from unnest(meant.sums) with ordinality one (n, place))
      is distinct from kept.sums
    and (meant.sums is not null or kept.sums <> array_fill(0::numeric, array[cardinality(kept.sums)]))
  union all
  -- What left is what the version holds, at the grain of its release; what is shown of it is in its copy.
  select 'released_count', c.session_id::text, 'miscounted'
  from kaskada.released_count c left join kaskada.session_version v on v.id = c.version_id
    left join kaskada.session_release r on r.version_id = c.version_id
    left join kaskada.released_session s on s.session_id = c.session_id
  where s.version_id is distinct from c.version_id or r.version_id is null
    or c.counts = exists (select from kaskada.reach_adjustment a where a.session_id = c.session_id
      and not exists (select from kaskada.adjustment_withdrawal w where w.adjustment_id = a.id))
    or row((c.shown).*) is distinct from row(s.total, s.women, s.men, s.civilian, s.military, s.women_civilian,
      s.women_military, s.men_civilian, s.men_military, nullif(s.nationalities, '{}'))
    or v.counted is not null and exists (select from jsonb_each(to_jsonb(c.head_count)) as left_with (margin, n)
      where n <> 'null' and n <> v.counted -> margin)
    or not coalesce(v.nationalities @> (c.head_count).nationalities, true)
  order by 1, 2`;

const sentences: Readonly<Record<Stray['fault'], string>> = {
  changed: 'is not as its last entry says',
  gone: 'is gone, and no entry says that it was deleted',
  unheard: 'is there, and no entry says since when',
  back: 'is there, although its last entry says that it was deleted',
  unwatched: 'has lost its trigger, or it was switched off: changes are not noted',
  miscounted: 'is not what the records behind it add up to',
  unseen: 'cannot be compared: the keeper of the audit may not read it',
};

/** What is wrong with a row, in a sentence for the console. */
export const sayStray = ({ table, rowKey, fault }: Stray): string =>
  `${table}${rowKey === null ? '' : ` ${rowKey}`} ${sentences[fault]}`;
