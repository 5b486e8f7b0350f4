import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { openServer } from '#platform/database/server.ts';
import { CannotStart } from './cannot-start.ts';
import type { Settings } from './settings.ts';

/**
 * Opens the database as the owner of its tables, for what only the owner may do: migrations, and a look at all of the
 * audit. On a PostgreSQL server that is whoever MIGRATION_DATABASE_URL names.
 */
export async function openOwner({ dataFolder, databaseUrl, migrationUrl }: Settings): Promise<Connection> {
  const url = migrationUrl ?? databaseUrl;
  return url === null ? openEmbedded(dataFolder, { mustExist: true }) : openServer(url);
}

/** Lets the role that the running platform signs in as act for it; null where there is none to let. */
export async function admitRunningRole(
  owner: Connection,
  { databaseUrl, migrationUrl }: Settings,
): Promise<string | null> {
  const login = databaseUrl && migrationUrl && databaseUrl !== migrationUrl && new URL(databaseUrl).username;
  if (!login) return null;
  const role = decodeURIComponent(login);
  await sql`grant kaskada_app to ${sql.id(role)}`.execute(owner.db);
  return role;
}

/** Refuses one who would not see all of the audit, and so would find nothing wrong with it. */
export async function refuseNarrowView({ db }: Connection): Promise<void> {
  const { rows } = await sql<{ sees: boolean | null }>`
    select pg_has_role(session_user, to_regrole('kaskada_keeper')::oid, 'member') as sees`.execute(db);
  if (!rows[0]?.sees)
    throw new CannotStart(
      'This role sees only a part of the audit: set MIGRATION_DATABASE_URL to the owner of the tables.',
    );
}
