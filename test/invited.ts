import { invitePerson } from '#app/sign-in/invite.ts';
import { openRequest } from '#app/request.ts';
import type { Database } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { PersonId } from '#shared/ids.ts';

/** Invites a person as somebody; returns the path of the link. There is no mail, so the inviter is shown it. */
export async function invitedBy(
  database: Database,
  inviter: Actor,
  { personId, name }: { personId: PersonId | null; name: string },
  email: string,
): Promise<string> {
  const inviting = { personId: personId!, name, email, language: 'en' } as const;
  const invited = await invitePerson(openRequest(database, inviter), 'http://localhost', inviting);
  if (invited.isMailed) throw new Error('It was mailed.');
  return new URL(invited.link).pathname;
}
