import * as authentication from '#domains/authentication/server/queries.ts';
import { emailSchema } from '#domains/authentication/schema.ts';
import { isOffered, type Language } from '#platform/i18n/languages.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { Asking, RequestAccess } from './request.ts';
import { invitePerson } from './sign-in/invite.ts';
import * as v from 'valibot';

/** Where an invitation goes, and in which language it is written. */
export const invitationSchema = v.object({
  email: v.pipe(
    v.string('appointments.problem.emailUnknown'),
    v.check((email) => v.is(emailSchema, { email }), 'appointments.problem.emailUnknown'),
    v.transform((email) => v.parse(emailSchema, { email }).email),
  ),
  language: v.custom<Language>(isOffered, 'appointments.problem.languageUnknown'),
});
export type Invitation = v.InferOutput<typeof invitationSchema>;

/** What came of an invitation: mailed, or a link that the inviter passes on by hand and sees this once. */
export interface Invited {
  readonly link: string | null;
  readonly isMailed: boolean;
}

/** To whom an invitation goes. */
export interface Addressed extends Invitation {
  readonly personId: PersonId;
  readonly name: string;
}

/** Invites a person to open an account, as the actor of the request. */
export async function inviteMember(
  { locals, url }: { readonly locals: Pick<RequestAccess, 'carryOut'>; readonly url: URL },
  to: Addressed,
): Promise<Invited> {
  const invited = await invitePerson(locals, url.origin, to);
  return { link: invited.isMailed ? null : invited.link, isMailed: invited.isMailed };
}

/** Those of some people who have no account yet and whom the actor may invite. */
export const listUninvited = (ask: Asking, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> =>
  ask(authentication.listWithoutLogin, ids);

/** Whether the actor may invite people of a ministry, or of the network (null). */
export const mayInviteTo = (ask: Asking, ownerId: OwnerId | null): Promise<boolean> =>
  ask(authentication.mayInviteTo, ownerId);
