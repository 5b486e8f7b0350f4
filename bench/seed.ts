import { join } from 'node:path';
import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { loadDemo } from '#demo/load.ts';
import { drawSessions } from './drawn-sessions.ts';

const tables = ['training_session', 'session_version', 'session_release', 'released_session'];
/** Those of them whose new rows are noted many at once. */
const noted = ['training_session', 'session_version'];
const batch = 100_000;

/**
 * Fills a folder with the demo network and as many invented sessions as it takes to have so many released ones. They
 * are drawn inside the database. Their audit entries are left out: they would take hours, and no page that is measured
 * reads them. A small number goes through the trigger that keeps the summary. A large one does not, because a million
 * changes to the same few rows in few transactions leave a chain of dead rows that each next change must walk; it gets
 * the summary by one recount, which is first shown to equal what the trigger kept for the demo network.
 */
export async function seed(folder: string, released: number): Promise<void> {
  const connection = await openEmbedded(join(folder, 'data'));
  try {
    await migrate(connection);
    await loadDemo(connection, () => {});
    const { rows } = await sql<{ n: number }>`select count(*) as n from released_session`.execute(connection.db);
    const isLarge = released > batch;
    if (isLarge) await insistOnEqual(connection);
    await connection.script(isLarge ? 'set session_replication_role = replica' : switchAudit('disable'));
    for (let from = rows[0]!.n; from < released; from += batch)
      await connection.script(drawSessions(from, Math.min(from + batch, released), released));
    await connection.script(isLarge ? `set session_replication_role = default; ${recountAll}` : switchAudit('enable'));
    await insistOnEqual(connection);
    await connection.script('vacuum analyze');
  } finally {
    await connection.close();
  }
}

const switchAudit = (verb: 'enable' | 'disable'): string =>
  [...tables.map((table) => [table, `${table}_audit`]), ...noted.map((table) => [table, `${table}_audit_added`])]
    .map(([table, trigger]) => `alter table ${table} ${verb} trigger ${trigger};`)
    .join('\n');

const sums = [
  'women',
  'men',
  'civilian',
  'military',
  'women_civilian',
  'women_military',
  'men_civilian',
  'men_military',
];

/** What the released sessions add up to, counted anew; the columns are those of the summary. */
const recount = `select owner_id, extract(year from date_from)::integer as year, kind, count(*)::integer as sessions,
    count(*) filter (where total is null)::integer as uncounted_sessions, coalesce(sum(total), 0)::bigint as total,
    ${sums.map((name) => `coalesce(sum(${name}) filter (where total is not null), 0)::bigint as ${name}`).join(', ')},
    max(released_at) as last_changed_at
  from released_session where occurrence = 'held' group by owner_id, year, kind`;
const recountPeers = `select owner_id, country as country_code, extract(year from date_from)::integer as year,
    count(*)::integer as sessions, coalesce(sum((nationalities ->> country)::integer), 0) as attendances,
    (count(*) filter (where nationalities ->> country is null))::integer as open_sessions
  from released_session, unnest(peer_countries) as country
  where occurrence = 'held' and kind = 'peers_from_outside' group by owner_id, country, year`;

const recountAll = `begin;
  delete from reach_summary; insert into reach_summary ${recount};
  delete from reach_peer_country; insert into reach_peer_country ${recountPeers};
  commit;`;

/** Refuses to go on when the summary is not what the sessions add up to. */
async function insistOnEqual({ db }: Connection): Promise<void> {
  const differing = (kept: string, counted: string) =>
    `(select count(*) from ((select * from ${kept} where sessions > 0 except ${counted})
      union all (${counted} except select * from ${kept})) as d)`;
  const { rows } = await sql<{ n: number }>`select ${sql.raw(differing('reach_summary', recount))}
    + ${sql.raw(differing('reach_peer_country', recountPeers))} as n`.execute(db);
  if (rows[0]!.n !== 0) throw new Error(`${rows[0]!.n} rows of the summary are not what the sessions add up to.`);
}
