import { findPersonSigningIn, listWithoutLogin } from '#domains/authentication/server/queries.ts';
import { isOffered } from '#platform/i18n/languages.ts';
import type { PersonId } from '#shared/ids.ts';
import type { Asking, RequestAccess } from './request.ts';
import { invitePerson } from './sign-in/invite.ts';
import { onDuty } from './sign-in/on-duty.ts';

/** What came of an invitation: mailed, or a link that the inviter passes on by hand and sees this once. */
export interface Invited {
  readonly link: string | null;
  readonly isMailed: boolean;
}

/** Whether people can be invited. */
export const canInvite = (): boolean => true;

/** Invites a person to open an account under an address, in a language. */
export async function inviteMember(
  access: Pick<RequestAccess, 'carryOut'>,
  personId: PersonId,
  { email, language, origin }: { readonly email: string; readonly language: string; readonly origin: string },
): Promise<Invited> {
  const person = await onDuty((work) => work.ask(findPersonSigningIn, personId));
  const known = isOffered(language) ? language : 'en';
  const inviting = { personId, name: person?.name ?? '', email: email.trim().toLowerCase(), language: known };
  const invited = await invitePerson(access, origin, inviting);
  return invited.isMailed ? { isMailed: true, link: null } : invited;
}

/** Those of some people who have no account yet. */
export const listUninvited = (ask: Asking, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> =>
  ask(listWithoutLogin, ids);
