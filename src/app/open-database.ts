import { access, constants, mkdir } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { pendingMigrations } from '#platform/database/pending.ts';
import { refusePowerfulRole } from '#platform/database/running-role.ts';
import { openServer } from '#platform/database/server.ts';
import { CannotStart } from './cannot-start.ts';
import type { Mode, Settings } from './settings.ts';

/** Fills a new database as the user who owns its tables. */
export type Prepare = (owner: Connection) => Promise<void>;

/** Opens the database and brings it up to date. Refuses one that belongs to the other mode. */
export async function openForServing(settings: Settings, mode: Mode, prepare?: Prepare): Promise<Connection> {
  if (settings.databaseUrl === null) return openFolder(settings.dataFolder, mode, prepare);
  if (settings.migrationUrl !== null) {
    const owner = openServer(settings.migrationUrl);
    await bringUpToDate(owner, mode, prepare).finally(() => owner.close());
  }
  const connection = openServer(settings.databaseUrl);
  await checkUpToDate(connection, mode).catch(async (failure: unknown) => {
    await connection.close();
    throw failure;
  });
  return connection;
}

async function openFolder(folder: string, mode: Mode, prepare?: Prepare): Promise<Connection> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.R_OK | constants.W_OK);
  const connection = await openEmbedded(folder);
  await bringUpToDate(connection, mode, prepare).catch(async (failure: unknown) => {
    await connection.close();
    throw failure;
  });
  return connection;
}

async function bringUpToDate(owner: Connection, mode: Mode, prepare?: Prepare): Promise<void> {
  refuseOtherMode(await originOf(owner), mode);
  await migrate(owner);
  await prepare?.(owner);
}

/** Whose network the database holds; null before it has one. */
export async function originOf(connection: Connection): Promise<'recorded' | 'demo' | null> {
  const exists = await sql<{ found: string | null }>`select to_regclass('kaskada.network')::text as found`.execute(
    connection.db,
  );
  if (!exists.rows[0]?.found) return null;
  return connection.transact('read only', async (transaction) => {
    await sql`select set_config('role', 'kaskada_app', true)`.execute(transaction);
    const { rows } = await sql<{ origin: 'recorded' | 'demo' }>`select origin from kaskada.network`.execute(
      transaction,
    );
    return rows[0]?.origin ?? null;
  });
}

function refuseOtherMode(origin: 'recorded' | 'demo' | null, mode: Mode): void {
  if (mode === 'demo' && origin === 'recorded')
    throw new CannotStart('This database holds a real network: the demo never opens one. Set DATA to another folder.');
  if (mode === 'production' && origin === 'demo')
    throw new CannotStart(
      'This database holds the demo network: a real one needs its own. Set DATA to another folder.',
    );
}

async function checkUpToDate(connection: Connection, mode: Mode): Promise<void> {
  const pending = await pendingMigrations(connection);
  if (pending.length > 0)
    throw new CannotStart(
      `This database lacks ${pending.length} migrations, from ${pending[0]} on: run npm run migrate, or set MIGRATION_DATABASE_URL.`,
    );
  await refusePowerfulRole(connection);
  refuseOtherMode(await originOf(connection), mode);
}
