import type { PersonId } from '#shared/ids.ts';
import type { Asking, RequestAccess } from './request.ts';

/** What came of an invitation: mailed, or a link that the inviter passes on by hand and sees this once. */
export interface Invited {
  readonly link: string | null;
  readonly isMailed: boolean;
}

/*
 * SEAM: invitations are made by the part that signs people in. Until it is plugged in here, nobody is asked for an
 * address, and no button promises a link. To plug it in: answer true, carry out its command, list who has an account.
 */

/** Whether people can be invited. */
export const canInvite = (): boolean => false;

/** Invites a person to open an account under an address, in a language. */
export const inviteMember = (
  _access: Pick<RequestAccess, 'carryOut'>,
  _personId: PersonId,
  _to: { readonly email: string; readonly language: string },
): Promise<Invited> => Promise.resolve({ link: null, isMailed: false });

/** Those of some people who have no account yet. */
export const listUninvited = (_ask: Asking, _ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> =>
  Promise.resolve(new Set());
