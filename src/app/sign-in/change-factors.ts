import {
  CeremonyOver,
  CodesMissing,
  CodesStandAlready,
  CodeWrong,
  FreshCheckNeeded,
  LastWayIn,
  PasskeyMissing,
  PasskeyRefused,
} from '#domains/authentication/errors.ts';
import { endsOthers } from '#domains/authentication/rules.ts';
import { dropOtherOffers, keepOffer, recordFactorChange, useCode } from '#domains/authentication/server/commands.ts';
import type { FactorChange } from '#domains/authentication/types.ts';
import type { Factors } from '#platform/authentication/factors.ts';
import { carryOut } from '#platform/database/database.ts';
import {
  endAllBut,
  factorsAtHand,
  insistOnLogin,
  insistOnPassword,
  insistOnStrength,
  mayChange,
  type Account,
} from './account.ts';
import type { UnderWay } from './caller.ts';
import { letIn, type Entered } from './let-in.ts';
import { onDuty } from './on-duty.ts';

/** Sets the password. Who has one says the old one, too: a browser left open is not enough. */
export async function choosePassword(account: Account, old: string, wanted: string): Promise<void> {
  const { hasPassword, hasCodes } = insistOnLogin(account);
  insistOnStrength(account);
  if ((!hasPassword || hasCodes) && !account.isFresh) throw new FreshCheckNeeded();
  if (hasPassword) await insistOnPassword(account, old);
  await change(account, hasPassword ? 'password_changed' : 'password_set', (factors) =>
    factors.setPassword(account.personId, wanted),
  );
}

/** What an authenticator is asked, so that a new passkey can be added. */
export async function offerPasskey(account: Account) {
  const { email } = mayChange(account);
  return (await factorsAtHand()).askForNewPasskey(account.personId, email);
}

/** Adds a passkey; with it in hand, a sign-in that was weak becomes strong. */
export async function addPasskey(
  account: Account,
  underWay: UnderWay | null,
  response: Record<string, unknown>,
  name: string,
): Promise<Entered | null> {
  mayChange(account);
  if (!underWay) throw new CeremonyOver();
  const { personId, caller } = account;
  await change(account, 'passkey_added', async (factors) => {
    const isAdded = await factors.addPasskey(personId, underWay.jar, response, name, caller.origin);
    if (!isAdded) throw new PasskeyRefused();
  });
  return strengthen(account, 'passkey');
}

/** Gives a passkey another name. @throws PasskeyMissing when it is not one of theirs */
export async function renamePasskey({ personId }: Account, id: string, name: string): Promise<void> {
  if (!(await (await factorsAtHand()).renamePasskey(personId, id, name))) throw new PasskeyMissing();
}

/** Removes a passkey, unless there is no other way in. @throws PasskeyMissing when it is not one of theirs */
export async function removePasskey(account: Account, id: string): Promise<void> {
  const { passkeys, hasPassword, providers } = mayChange(account);
  if (!passkeys.some((passkey) => passkey.id === id)) throw new PasskeyMissing();
  if (passkeys.length === 1 && !hasPassword && providers.length === 0) throw new LastWayIn();
  await change(account, 'passkey_removed', async (factors) => {
    if (!(await factors.removePasskey(account.personId, id))) throw new PasskeyMissing();
  });
}

/** What an app that shows codes is set up with. Codes stand beside a password: without one they would open nothing. */
export async function offerCodes(account: Account) {
  const { hasCodes, email } = mayChange(account);
  if (hasCodes) throw new CodesStandAlready();
  const { personId, caller } = account;
  await onDuty((work) => carryOut(work, dropOtherOffers, personId, caller.signInToken!));
  const offer = await (await factorsAtHand()).offerCodes(personId, email);
  await onDuty((work) => carryOut(work, keepOffer, personId, caller.signInToken!));
  return offer;
}

/** Confirms the app with a first code; the recovery codes are shown this once. The sign-in becomes strong. */
export async function confirmCodes(account: Account, code: string) {
  mayChange(account);
  const { personId, caller } = account;
  await onDuty((work) => carryOut(work, dropOtherOffers, personId, caller.signInToken!));
  const recoveryCodes = await change(account, 'codes_set_up', async (factors) => {
    const confirmed = await factors.confirmCodes(personId, code);
    if (!confirmed) throw new CodeWrong();
    await onDuty((work) => carryOut(work, useCode, personId, code));
    return confirmed;
  });
  return { recoveryCodes, entered: await strengthen(account, 'password_and_code') };
}

/** Removes the codes. */
export async function removeCodes(account: Account): Promise<void> {
  if (!mayChange(account).hasCodes) throw new CodesMissing();
  await change(account, 'codes_removed', (factors) => factors.removeCodes(account.personId));
}

/** New recovery codes; the old ones are worthless. */
export async function renewRecoveryCodes(account: Account): Promise<readonly string[]> {
  if (!mayChange(account).hasCodes) throw new CodesMissing();
  return change(account, 'recovery_codes_renewed', (factors) => factors.renewRecoveryCodes(account.personId));
}

/** Carries a change out and records it, which its person is told by mail; whoever came in by what is gone goes with it. */
async function change<Answer>(
  account: Account,
  what: FactorChange,
  act: (factors: Factors) => Promise<Answer>,
): Promise<Answer> {
  const answer = await act(await factorsAtHand());
  if (endsOthers(what)) await endAllBut(account);
  await onDuty((work) => carryOut(work, recordFactorChange, account.personId, what));
  return answer;
}

/** Whoever has just shown a second factor need not sign in once more for it to count. */
const strengthen = async (
  { actor, caller, personId }: Account,
  method: 'passkey' | 'password_and_code',
): Promise<Entered | null> => (actor.isStrong ? null : letIn(caller, personId, method, true));
