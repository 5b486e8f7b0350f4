import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';

/** Persons of a group as somebody stated them; null where nobody did. */
const stated = (sex: string, status: string) => `(said ->> '${sex}.${status}')::int`;
/** The first number that is known. What is added to an unknown number stays unknown. */
const known = (...numbers: string[]) => `coalesce(${numbers.join(', ')})`;

const ranks = ['officer', 'nco', 'soldier', 'cadet'];
const ofBothSexes = (status: string) =>
  known(stated('all', status), `${stated('woman', status)} + ${stated('man', status)}`);
const militaryOf = (sex: string) => known(stated(sex, 'military'), ranks.map((rank) => stated(sex, rank)).join(' + '));
const everybodyOf = (sex: string) => known(stated(sex, 'all'), `${stated(sex, 'civilian')} + ${militaryOf(sex)}`);

const civilian = ofBothSexes('civilian');
const military = known(
  stated('all', 'military'),
  ranks.map(ofBothSexes).join(' + '),
  `${militaryOf('woman')} + ${militaryOf('man')}`,
);
const total = known(
  stated('all', 'all'),
  `${civilian} + ${military}`,
  `${everybodyOf('woman')} + ${everybodyOf('man')}`,
);

/** The margins from the statements, and the grains at which each leaves its ministry. */
const margins: [name: string, number: string, leavesAt: string][] = [
  ['total', total, 'true'],
  ['women', everybodyOf('woman'), "grain <> 'total'"],
  ['men', everybodyOf('man'), "grain <> 'total'"],
  ['civilian', civilian, "grain = 'sex_and_status'"],
  ['military', military, "grain = 'sex_and_status'"],
  ['women_civilian', stated('woman', 'civilian'), "grain = 'sex_and_status'"],
  ['women_military', militaryOf('woman'), "grain = 'sex_and_status'"],
  ['men_civilian', stated('man', 'civilian'), "grain = 'sex_and_status'"],
  ['men_military', militaryOf('man'), "grain = 'sex_and_status'"],
];

type Row = Record<string, unknown>;

/** The sessions that somebody signed to be left out, and whose adjustment nobody withdrew. */
const leftOut = sql`select session_id from reach_adjustment
  where id not in (select adjustment_id from adjustment_withdrawal)`;

/** The held sessions that stand outside and count, each with what its trainers stated. */
const standing = sql`
  select v.owner_id, extract(year from v.date_from)::int as year, v.kind, v.basis, r.grain,
    (select coalesce(jsonb_object_agg(coalesce(s ->> 'sex', 'all') || '.' || coalesce(s ->> 'status', 'all'), s -> 'n'), '{}')
      from jsonb_array_elements(v.statements) as s) as said
  from session_version v join session_release r on r.version_id = v.id
  where v.occurrence = 'held' and v.id in (select version_id from released_session) and v.session_id not in (${leftOut})`;

/** What stands outside, counted again from what trainers stated: one row for each owner, year and kind. */
export async function recountReach({ db }: Connection): Promise<Row[]> {
  const columns = margins.map(
    ([name, number, leavesAt]) =>
      `coalesce(sum(${number}) filter (where ${leavesAt} and ${total} is not null), 0)::int as ${name}`,
  );
  const { rows } = await sql<Row>`
    with standing as (${standing})
    select owner_id, year, kind, count(*)::int as sessions,
      (count(*) filter (where ${sql.raw(total)} is null and kind <> 'coaching'))::int as uncounted_sessions, ${sql.raw(columns.join(', '))}
    from standing group by owner_id, year, kind order by owner_id, year, kind`.execute(db);
  return rows;
}

/**
 * In how many standing sessions of each year peers of each country outside the region were trained; how many, as far as their
 * copies show it; and in how many sessions they do not.
 */
export async function recountPeerCountries({ db }: Connection): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select v.owner_id, country as country_code, extract(year from v.date_from)::int as year,
      count(*)::int as sessions, coalesce(sum((r.nationalities ->> country)::int), 0)::int as attendances,
      (count(*) filter (where not r.nationalities ? country))::int as open_sessions
    from session_version v join released_session r on r.version_id = v.id cross join unnest(v.peer_countries) as country
    where v.occurrence = 'held' and v.kind = 'peers_from_outside'
      and v.session_id not in (${leftOut})
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

/** How the standing sessions were counted, and of how many nothing left of their total or of a split. */
export async function recountBasis({ db }: Connection): Promise<Row[]> {
  const without = (...names: string[]) =>
    margins
      .filter(([name]) => names.includes(name))
      .map(([, number, leavesAt]) => `not (${leavesAt} and ${number} is not null)`)
      .join(' and ');
  const { rows } = await sql<Row>`
    with standing as (${standing})
    select owner_id, year, kind, basis, count(*)::int as sessions,
      (count(*) filter (where ${sql.raw(without('total'))}))::int as without_total,
      (count(*) filter (where ${sql.raw(without('women', 'men'))}))::int as without_sex,
      (count(*) filter (where ${sql.raw(without('civilian', 'military'))}))::int as without_status
    from standing where kind <> 'coaching' group by owner_id, year, kind, basis order by owner_id, year, kind, basis`.execute(
    db,
  );
  return rows;
}

/** How many of the held sessions that stand outside are left out of the sums. */
export async function recountLeftOut({ db }: Connection): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select owner_id, extract(year from date_from)::int as year, kind, count(*)::int as sessions
    from released_session where occurrence = 'held' and session_id in (${leftOut})
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

/**
 * What each ministry claimed, counted again from what everybody sees of each session by itself: the copies alone, and none of
 * the books.
 */
export async function recountClaimed({ db }: Connection): Promise<Row[]> {
  const columns = margins.map(([name]) => `coalesce(sum(r.${name}), 0)::int as ${name}`);
  const { rows } = await sql<Row>`
    select c.owner_id, extract(year from r.date_from)::int as year, r.kind, count(*)::int as sessions,
      (count(*) filter (where r.total is null and 'total' <> all (r.withheld) and r.kind <> 'coaching'))::int as uncounted_sessions,
      (count(*) filter (where r.total is null and 'total' = any (r.withheld)))::int as held_sessions,
      ${sql.raw(columns.join(', '))},
      (coalesce(sum(r.total) filter (where 'sex' = any (r.withheld)), 0))::int as withheld_sex,
      (coalesce(sum(r.total) filter (where 'status' = any (r.withheld)), 0))::int as withheld_status,
      (coalesce(sum(r.total) filter (where 'both' = any (r.withheld)), 0))::int as withheld_both
    from session_claim c join released_session r on r.session_id = c.session_id
    where r.occurrence = 'held' and c.owner_id = any (r.co_owner_ids) and r.session_id not in (${leftOut})
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

/** Claims that name what does not stand outside any more, or not as theirs; there must be none. */
export async function findLooseClaims({ db }: Connection): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.session_id, c.owner_id from session_claim c left join released_session r on r.session_id = c.session_id
    where r.session_id is null or r.occurrence <> 'held' or c.owner_id <> all (r.co_owner_ids)`.execute(db);
  return rows;
}
