import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';

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
    const counted = await recount.execute(transaction);
    return [...rows, ...counted.rows];
  });
}

/** The sums that nobody audits, because they can be taken again: each against what was released. */
const recount = sql<Stray>`
  with held as (
    select *, extract(year from date_from)::int as year, (total is not null)::int as known
    from kaskada.released_session where occurrence = 'held'),
  meant as (
    select 'reach_summary' as "table", concat_ws('/', owner_id, year, kind) as "rowKey", array[count(*), count(*) - sum(known),
      sum(total), sum(women * known), sum(men * known), sum(civilian * known), sum(military * known),
      sum(women_civilian * known), sum(women_military * known), sum(men_civilian * known), sum(men_military * known)]::numeric[] as sums
    from held group by owner_id, year, kind
    union all
    select 'reach_peer_country', concat_ws('/', owner_id, country, year), array[count(*)]::numeric[]
    from held cross join unnest(peer_countries) as country where kind = 'peers_from_outside' group by owner_id, country, year),
  kept as (
    select 'reach_summary' as "table", concat_ws('/', owner_id, year, kind) as "rowKey", array[sessions, uncounted_sessions,
      total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military]::numeric[] as sums
    from kaskada.reach_summary
    union all
    select 'reach_peer_country', concat_ws('/', owner_id, country_code, year), array[sessions]::numeric[] from kaskada.reach_peer_country)
  select "table", "rowKey", 'miscounted' as fault from meant full join kept using ("table", "rowKey")
  where (select array_agg(coalesce(n, 0) order by place) from unnest(meant.sums) with ordinality one (n, place))
      is distinct from kept.sums
    and (meant.sums is not null or kept.sums <> array_fill(0::numeric, array[cardinality(kept.sums)]))
  order by 1, 2`;

const sentences: Readonly<Record<Stray['fault'], string>> = {
  changed: 'is not as its last entry says',
  gone: 'is gone, and no entry says that it was deleted',
  unheard: 'is there, and no entry says since when',
  back: 'is there, although its last entry says that it was deleted',
  unwatched: 'has lost its trigger, or it was switched off: changes are not noted',
  miscounted: 'is not what the released sessions add up to',
  unseen: 'cannot be compared: the keeper of the audit may not read it',
};

/** What is wrong with a row, in a sentence for the console. */
export const sayStray = ({ table, rowKey, fault }: Stray): string =>
  `${table}${rowKey === null ? '' : ` ${rowKey}`} ${sentences[fault]}`;
