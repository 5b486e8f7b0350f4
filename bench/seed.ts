import { join } from 'node:path';
import { sql } from 'kysely';
import { findMiscounted, withMeant } from '#platform/audit/strays.ts';
import type { Connection } from '#platform/database/connection.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { loadDemo } from '#demo/load.ts';
import { drawSessions, letLeave, letLeaveUnwatched } from './drawn-sessions.ts';

const tables = ['training_session', 'session_version', 'session_release', 'released_session'];
/** Those of them whose new rows are noted many at once. */
const noted = ['training_session', 'session_version'];
const batch = 100_000;
/** The most that go through the triggers. */
const few = 5_000;

/**
 * Fills a folder with the demo network and as many invented sessions as it takes to have so many released ones. They
 * are drawn inside the database. Their audit entries are left out: they would take hours, and no page that is measured
 * reads them. A small number goes through the triggers that publish what may be shown and keep the sums. A large one does not,
 * because a million changes to the same few rows in few transactions leave a chain of dead rows that each next change must
 * walk: each session is judged by itself, and the sums are counted anew, as the audit counts them. Either way they are
 * refused where the audit's recount finds them wrong.
 */
export async function seed(folder: string, released: number): Promise<void> {
  const connection = await openEmbedded(join(folder, 'data'));
  try {
    await migrate(connection);
    await loadDemo(connection, () => {});
    const { rows } = await sql<{ n: number }>`select count(*) as n from released_session`.execute(connection.db);
    const isLarge = released > few;
    await connection.script(isLarge ? 'set session_replication_role = replica' : switchAudit('disable'));
    const leaving = isLarge ? letLeaveUnwatched : letLeave;
    for (let from = rows[0]!.n; from < released; from += batch)
      await connection.script(drawSessions(from, Math.min(from + batch, released), released, leaving));
    if (isLarge) await countAnew(connection);
    await connection.script(isLarge ? 'set session_replication_role = default' : switchAudit('enable'));
    await connection.script('vacuum analyze');
    await insistOnSums(connection);
  } finally {
    await connection.close();
  }
}

const switchAudit = (verb: 'enable' | 'disable'): string =>
  [...tables.map((table) => [table, `${table}_audit`]), ...noted.map((table) => [table, `${table}_audit_added`])]
    .map(([table, trigger]) => `alter table ${table} ${verb} trigger ${trigger};`)
    .join('\n');

/** Counts every sum anew. Which columns make its key and which hold its numbers, its table says. */
async function countAnew(connection: Connection): Promise<void> {
  // Lists of persons are kept as they are: nothing that is drawn has one.
  await sql`create temporary table counted_anew as ${withMeant} select * from meant
    where "table" not in ('person_list', 'published_persons')`.execute(connection.db);
  const { rows } = await sql<{ table: string; column: string; type: string; place: number | null }>`
    select c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as "type",
      array_position(i.indkey::int2[], a.attnum) + 1 as place
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_index i on i.indrelid = c.oid and i.indisprimary
    where c.oid in (select ('kaskada.' || "table")::regclass from counted_anew) order by c.relname, a.attnum`.execute(
    connection.db,
  );
  for (const [table, columns] of Map.groupBy(rows, (row) => row.table)) {
    let numbers = 0;
    const values = columns.map(({ type, place }) => {
      if (place !== null) return `split_part("rowKey", '/', ${place})::${type}`;
      return type.startsWith('timestamp') ? latest : `coalesce(sums[${(numbers += 1)}], 0)`;
    });
    await connection.script(`begin; delete from ${table};
      insert into ${table} select ${values.join(', ')} from counted_anew where "table" = '${table}'; commit`);
  }
  await connection.script(`update published_reach p set set_hash = mod(one.hashes, set_modulus())
    from (select owner_id, year, kind, sum(hash) as hashes from counted_piece where left_position is null
      group by owner_id, year, kind) as one where (one.owner_id, one.year, one.kind) = (p.owner_id, p.year, p.kind)`);
}

const latest = '(select max(released_at) from released_session)';

/** Refuses to go on when the sums are not what stands behind them. */
async function insistOnSums({ db }: Connection): Promise<void> {
  const wrong = await findMiscounted(db);
  if (wrong.length > 0) throw new Error(`${wrong.length} rows of the sums are not what the sessions add up to.`);
}
