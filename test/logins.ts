import { sql } from 'kysely';
import type { Actor } from '#shared/actor.ts';
import { newId, type PersonId } from '#shared/ids.ts';
import type { EmptyPlatform } from '#test/platform.ts';

/** Gives somebody a login with a way in, as if they had accepted an invitation. */
export async function giveLogin({ connection }: EmptyPlatform, { personId }: { personId: PersonId | null }) {
  await sql`insert into login (id, email, created_at, updated_at)
    values (${personId}, ${`${personId}@example.org`}, now(), now()) on conflict do nothing`.execute(connection.db);
  await sql`insert into login_credential (id, person_id, provider, subject, created_at, updated_at)
    values (${newId()}, ${personId}, 'credential', ${personId}, now(), now()) on conflict do nothing`.execute(
    connection.db,
  );
}

/** Takes every login away, and what was asked and given meanwhile. */
export const takeLogins = ({ connection }: EmptyPlatform) =>
  connection.script(`delete from kaskada.login_reset; delete from kaskada.login; delete from kaskada.known_device;
    delete from kaskada.invitation_link; delete from kaskada.invitation`);

/** Whether somebody can sign in with anything. */
export async function hasWayIn({ connection }: EmptyPlatform, { personId }: Actor): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select kaskada.can_sign_in(${personId}) as may`.execute(connection.db);
  return rows[0]!.may;
}
