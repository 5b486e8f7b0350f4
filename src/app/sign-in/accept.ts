import { CeremonyOver, InvitationMissing, PasskeyRefused } from '#domains/authentication/errors.ts';
import {
  acceptInvitation,
  createLogin,
  recordFactorChange,
  reopenInvitation,
} from '#domains/authentication/server/commands.ts';
import { findOpenInvitation } from '#domains/authentication/server/queries.ts';
import type { FactorChange, OpenInvitation } from '#domains/authentication/types.ts';
import type { Factors } from '#platform/authentication/factors.ts';
import { carryOut } from '#platform/database/database.ts';
import type { PersonId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import type { Caller, UnderWay } from './caller.ts';
import { letIn, type Entered } from './let-in.ts';
import { onDuty } from './on-duty.ts';

/** The invitation behind a link. @throws InvitationMissing when it was used, withdrawn or is too old */
export async function openInvitation(token: string): Promise<OpenInvitation> {
  const open = await onDuty((work) => work.ask(findOpenInvitation, token));
  if (!open) throw new InvitationMissing();
  return open;
}

/** Accepts an invitation by choosing a password. */
export const acceptWithPassword = (caller: Caller, token: string, password: string): Promise<Entered> =>
  accept(caller, token, 'password_set', (factors, { personId }) =>
    factors.setPassword(personId, password).then(() => false),
  );

/** Accepts an invitation with a passkey, which is two factors in one. */
export async function acceptWithPasskey(
  caller: Caller,
  token: string,
  underWay: UnderWay | null,
  response: Record<string, unknown>,
): Promise<Entered> {
  if (!underWay) throw new CeremonyOver();
  return accept(caller, token, 'passkey_added', async (factors, { personId }) => {
    const { jar } = underWay;
    if (!(await factors.addPasskey(personId, jar, response, '', caller.origin))) throw new PasskeyRefused();
    return true;
  });
}

/** What an authenticator is asked, so that an invitation can be accepted with a new passkey. */
export async function offerPasskeyTo(token: string) {
  const { personId, email } = await openInvitation(token);
  const { factors } = await runningPlatform().authentication.ceremonies();
  return factors.askForNewPasskey(personId, email);
}

/** Used up first, so that of two who hold the link one comes in; given back if nothing came of it. */
async function accept(
  caller: Caller,
  token: string,
  change: FactorChange,
  addFactor: (factors: Factors, open: OpenInvitation) => Promise<boolean>,
): Promise<Entered> {
  const { factors } = await runningPlatform().authentication.ceremonies();
  const open = await onDuty((work) => carryOut(work, acceptInvitation, token));
  const isStrong = await addFactor(factors, open).catch(async (failure: unknown) => {
    await onDuty((work) => carryOut(work, reopenInvitation, token, open));
    throw failure;
  });
  await onDuty((work) => carryOut(work, recordFactorChange, open.personId, change));
  return letIn(caller, open.personId, 'invitation', isStrong);
}

/** Gives the founder of the network a login, before anything else can happen to their one sign-in. */
export async function giveFounderLogin(personId: PersonId, email: string, password: string, language: string) {
  const { factors } = await runningPlatform().authentication.ceremonies();
  await onDuty((work) => carryOut(work, createLogin, personId, email, language));
  await factors.setPassword(personId, password);
  await onDuty((work) => carryOut(work, recordFactorChange, personId, 'password_set'));
}
