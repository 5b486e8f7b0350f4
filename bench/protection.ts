import { join } from 'node:path';
import { sql } from 'kysely';
import { sessionKinds, unitOf } from '#domains/training/sessions/types.ts';
import { findMiscounted } from '#platform/audit/strays.ts';
import type { Connection } from '#platform/database/connection.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { loadDemo } from '#demo/load.ts';
import { atMost, only, type Outcome } from './outcome.ts';
import { inFolder } from './processes.ts';
import { median } from './statistics.ts';

const countries = 6;
const years = 12;
/** Those that count people. */
const kinds = sessionKinds.filter((kind) => unitOf(kind) === 'attendances');
const cells = countries * years * kinds.length;
const behindEach = 10;
const rounds = 7;
const most = 1;

/**
 * How long it takes to judge and publish a table of countries, years and kinds, each with women, men and not recorded by
 * civilian, military and not recorded: with a head-count for each country, year and kind, and with ten sessions behind each.
 * Everything in one transaction, as the database does it for each release, without what a release does besides.
 */
export async function measureProtection(): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    const connection = await openEmbedded(join(folder, 'data'));
    try {
      await migrate(connection);
      await loadDemo(connection, () => {});
      await connection.script(onlyPublication);
      const [finished, behind] = [await timeTable(connection, 1), await timeTable(connection, behindEach)];
      return [
        atMost(`Protecting ${cells} head-counts of 3 by 3, in seconds`, finished, most),
        only(`The same with ${cells * behindEach} sessions behind them, one by one, in seconds`, behind.toFixed(2)),
      ];
    } finally {
      await connection.close();
    }
  });
}

/** Ministries enough; and of all triggers only those that publish and sum. */
const onlyPublication = `
  insert into ministry (id, country_code, name)
    select gen_random_uuid(), code, jsonb_build_object('en', code)
    from unnest(array['QM', 'QN', 'QO', 'QP', 'QQ', 'QR']) as code limit ${countries} - (select count(*) from ministry);
  alter table released_session enable always trigger released_session_publish;
  alter table released_count enable always trigger released_count_basis;
  set session_replication_role = replica;`;

/** The middle of some rounds, in seconds. Each has years of its own, so that none adds to another. */
async function timeTable(connection: Connection, behind: number): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await connection.script(drawTable((behind === 1 ? 1000 : 1500) + round * years, behind));
    const began = performance.now();
    await connection.script(`begin; ${publishTable} commit;`);
    taken.push((performance.now() - began) / 1000);
    await insistOnTable(connection, behind);
  }
  console.log(`  ${behind} behind each: ${taken.map((seconds) => seconds.toFixed(2)).join(', ')} s`);
  return median(taken);
}

/** Nobody to eleven people in each of nine cells: women, men and not recorded by civilian, military and not recorded. */
const drawTable = (from: number, behind: number) => `
  drop table if exists drawn_table;
  create table drawn_table as
    select gen_random_uuid() as session_id, owner.id as owner_id, ${from} + year as year, kind,
      array(select (hashint8(${from} + number * 9 + cell) & 1023) % 12 from generate_series(1, 9) as cell order by cell) as n
    from (select id from ministry order by id limit ${countries}) as owner, generate_series(0, ${years - 1}) as year,
      unnest('{${kinds.join()}}'::text[]) with ordinality as one (kind, place), generate_series(1, ${behind}) as turn,
      lateral (select abs(hashtext(concat(owner.id, year, kind, turn)))::bigint as number) as numbered;`;

const publishTable = `
  insert into released_session (session_id, owner_id, version_id, version_number, grain, released_at, kind, occurrence, title,
      date_from, date_to, place, country_code, host, peer_countries, unit_ids, trainer_count, basis, origin,
      total, women, men, civilian, military, women_civilian, women_military, men_civilian, men_military)
    select session_id, owner_id, session_id, 1, 'sex_and_status', now(), kind, 'held', 'Rights and duties in service',
      make_date(year, 3, 1), make_date(year, 3, 1), 'Garrison', 'BA', 'A school', '{}', '{}', 0, 'sign_in_sheet', 'demo',
      n[1] + n[2] + n[3] + n[4] + n[5] + n[6] + n[7] + n[8] + n[9], n[1] + n[2] + n[3], n[4] + n[5] + n[6],
      n[1] + n[4] + n[7], n[2] + n[5] + n[8], n[1], n[2], n[4], n[5]
    from drawn_table;`;

/** Everything was judged, and the sums are right: otherwise this measured nothing. */
async function insistOnTable({ db }: Connection, behind: number): Promise<void> {
  const { rows } = await sql<{ sessions: number; rows: number }>`
    select sum(sessions) as sessions, count(*) as rows from published_reach
    where year in (select year from drawn_table)`.execute(db);
  const wrong = (await findMiscounted(db)).filter(({ table }) => table !== 'released_count');
  if (rows[0]!.rows !== cells || rows[0]!.sessions !== cells * behind || wrong.length > 0)
    throw new Error('The table was not published: this measured nothing.');
}
