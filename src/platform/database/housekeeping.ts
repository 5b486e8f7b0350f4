import type { Engine } from './engine.ts';

/**
 * A PostgreSQL server has processes that clean up and make checkpoints in the background. The embedded one is a single
 * process and does neither by itself: its log would grow for as long as it runs.
 */

const megabyte = 2 ** 20;

/** Bytes of the log after which tables are looked at, and after which a checkpoint lets the log be used again. */
export const careEvery = 32 * megabyte;
export const checkpointEvery = 128 * megabyte;

/** The tables in which so much has changed that autovacuum would look after them: its own default thresholds. */
const due = `
  select quote_ident(relname) as name from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
    or n_mod_since_analyze > 50 + 0.1 * n_live_tup`;

/** Cleans and measures the tables that have changed most. */
export async function careForTables(engine: Engine): Promise<void> {
  await engine.script('select pg_stat_force_next_flush()');
  const { rows } = await engine.query(due, []);
  for (const { name } of rows as { name: string }[]) await engine.script(`vacuum (analyze) kaskada.${name}`);
}
