import { sql, type Transaction } from 'kysely';
import { expect, test } from 'vitest';
import type { NoTables } from '#platform/database/connection.ts';
import { Busy } from '#platform/database/failure.ts';
import { openTestPlatform } from '#test/platform.ts';

const { database, connection, people } = await openTestPlatform();

/** Runs statements as the platform does. */
const work = (...statements: string[]) =>
  database.work(people.trainer.BA, async ({ db }) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  });

/** Takes a lock, lets others do something meanwhile, and answers what became of that. */
const holding = (lock: number, meanwhile: (transaction: Transaction<NoTables>) => Promise<unknown>) =>
  connection.db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${lock})`.execute(transaction);
    return meanwhile(transaction).catch((failure: unknown) => failure);
  });

test('who waits too long for a lock is told that it is busy', async () => {
  const waiting = holding(1, () => work(`set local lock_timeout = '50ms'`, 'select pg_advisory_xact_lock(1)'));
  expect(await waiting).toBeInstanceOf(Busy);
});

test('so is whose statement takes too long', async () => {
  await expect(work(`set local statement_timeout = '50ms'`, 'select pg_sleep(30)')).rejects.toBeInstanceOf(Busy);
});

test('and one of two who wait for one another', async () => {
  const found = await holding(1, async (transaction) => {
    await sql`set local deadlock_timeout = '1min'`.execute(transaction);
    const other = work('select pg_advisory_xact_lock(2)', 'select pg_advisory_xact_lock(1)').catch(
      (failure) => failure,
    );
    while (!(await isWaiting())) await new Promise((resolve) => setTimeout(resolve, 10));
    await sql`select pg_advisory_xact_lock(2)`.execute(transaction);
    return other;
  });
  expect(found).toBeInstanceOf(Busy);
});

/** Whether somebody waits for a lock in this database. */
async function isWaiting(): Promise<boolean> {
  const { rows } = await sql`select 1 from pg_locks where locktype = 'advisory' and not granted and database =
    (select oid from pg_database where datname = current_database())`.execute(connection.db);
  return rows.length > 0;
}
