import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { hashOf } from '#domains/authentication/server/queries.ts';
import type { Connection } from '#platform/database/connection.ts';
import { newId } from '#shared/ids.ts';

/**
 * Ends every way in of whoever has this address, and makes a link by which they begin anew. For whoever runs the
 * platform, as the owner of the tables; null where nobody has the address.
 */
export async function bringBack({ db }: Connection, email: string): Promise<{ name: string; path: string } | null> {
  const token = randomBytes(32).toString('base64url');
  const { rows } = await sql<{ name: string | null }>`
    select kaskada.bring_back(${email}, ${newId()}, ${hashOf(token)}) as name`.execute(db);
  const name = rows[0]?.name;
  return name ? { name, path: `/invitation/${token}` } : null;
}
