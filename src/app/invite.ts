import { whoTheyAre } from '#domains/appointments/server/queries.ts';
import type { ByWhom } from '#domains/appointments/types.ts';
import * as authentication from '#domains/authentication/server/queries.ts';
import { emailSchema } from '#domains/authentication/schema.ts';
import type { InvitationRecord } from '#domains/authentication/types.ts';
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

/** An invitation as a page shows it. */
export interface InvitationLine extends InvitationRecord {
  readonly inviter: ByWhom;
}

/** How far somebody is on the way to an account: never invited, or what became of their last invitation. */
export type Joining =
  { readonly state: 'never' } | { readonly state: InvitationRecord['state']; readonly invitation: InvitationLine };

/**
 * How far some people are, of those whom the actor may invite. Who cannot sign in is there; of the others, those who
 * accepted an invitation that the actor sees.
 */
export async function composeJoining(ask: Asking, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Joining>> {
  const without = await ask(authentication.listWithoutLogin, ids);
  const last = new Map((await ask(authentication.listInvitations)).toReversed().map((one) => [one.personId, one]));
  const who = await ask(
    whoTheyAre,
    [...last.values()].flatMap(({ invitedBy }) => invitedBy ?? []),
  );
  return new Map(
    ids.flatMap((id): [PersonId, Joining][] => {
      const invitation = last.get(id);
      const isAccepted = invitation?.state === 'accepted';
      // Whoever accepted one and has no way in lost them all: they begin anew.
      if (without.has(id) && (!invitation || isAccepted)) return [[id, { state: 'never' }]];
      if (!invitation || isAccepted === without.has(id)) return [];
      return [
        [
          id,
          {
            state: invitation.state,
            invitation: { ...invitation, inviter: (invitation.invitedBy && who.get(invitation.invitedBy)) ?? null },
          },
        ],
      ];
    }),
  );
}

/** Whether the actor may invite people of a ministry, or of the network (null). */
export const mayInviteTo = (ask: Asking, ownerId: OwnerId | null): Promise<boolean> =>
  ask(authentication.mayInviteTo, ownerId);
