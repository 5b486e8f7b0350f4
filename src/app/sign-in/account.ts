import {
  CeremonyOver,
  CodesStandAlready,
  CodeWrong,
  FreshCheckNeeded,
  LastWayIn,
  LoginMissing,
  PasskeyRefused,
  SecondFactorNeeded,
  SignInFailed,
} from '#domains/authentication/errors.ts';
import {
  dropOtherOffers,
  forgiveAttempt,
  keepOffer,
  noteFreshCheck,
  recordFactorChange,
  useCode,
} from '#domains/authentication/server/commands.ts';
import { isFresh } from '#domains/authentication/server/queries.ts';
import type { FactorChange } from '#domains/authentication/types.ts';
import type { FactorList } from '#platform/authentication/factors.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { PersonId } from '#shared/ids.ts';
import { SignInNeeded } from '#domains/identity/errors.ts';
import { runningPlatform } from '../platform.ts';
import type { Caller, UnderWay } from './caller.ts';
import { letIn, type Entered } from './let-in.ts';
import { onDuty } from './on-duty.ts';
import { countOne, provePasskey } from './prove.ts';

/** Somebody at their own account. */
export interface Holder {
  readonly caller: Caller;
  readonly actor: Actor;
}

const factorsOf = async () => (await runningPlatform().authentication.ceremonies()).factors;

function personOf({ actor }: Holder): PersonId {
  if (!actor.personId) throw new SignInNeeded();
  return actor.personId;
}

/** How somebody can sign in; null for demo people and whoever else never accepted an invitation. */
export const findFactors = async (holder: Holder): Promise<FactorList | null> =>
  (await factorsOf()).list(personOf(holder));

/** Whether they have proven who they are within the last ten minutes. */
export const hasFreshCheck = async ({ caller: { signInToken } }: Holder): Promise<boolean> =>
  signInToken !== null && onDuty((work) => work.ask(isFresh, signInToken));

/** Proves again who they are, with the password, and with a code where they have an app for it. */
export async function checkAgainWithPassword(holder: Holder, password: string, code: string): Promise<void> {
  const { factors, list } = await factorsFor(holder);
  await insistOnPassword(holder, password, async () => {
    if (!list.hasCodes) return;
    if (!(await factors.checkCode(personOf(holder), code))) throw new CodeWrong();
    await onDuty((work) => carryOut(work, useCode, personOf(holder), code));
  });
  await noteCheck(holder);
}

/** Counted like signing in, so that neither the password nor what is asked besides can be guessed faster. */
async function insistOnPassword(holder: Holder, password: string, besides = () => Promise.resolve()): Promise<void> {
  const { factors, list } = await factorsFor(holder);
  const keys = await countOne(holder.caller, list.email);
  if (!(await factors.checkPassword(personOf(holder), password))) throw new SignInFailed();
  await besides();
  await onDuty((work) => carryOut(work, forgiveAttempt, keys));
}

/** The same with a passkey of theirs. */
export async function checkAgainWithPasskey(
  holder: Holder,
  underWay: UnderWay | null,
  response: Record<string, unknown>,
) {
  if ((await provePasskey(holder.caller, underWay, response)) !== personOf(holder)) throw new PasskeyRefused();
  await noteCheck(holder);
}

const noteCheck = (holder: Holder): Promise<void> =>
  onDuty((work) => carryOut(work, noteFreshCheck, personOf(holder), holder.caller.signInToken!));

/** Sets the password. Who has one says the old one, too: a browser left open is not enough. */
export async function choosePassword(holder: Holder, old: string, wanted: string): Promise<void> {
  const { factors, list } = await factorsFor(holder);
  insistOnStrength(holder, list);
  if (!list.hasPassword || list.hasCodes) await insistOnFreshCheck(holder);
  if (list.hasPassword) await insistOnPassword(holder, old);
  await factors.setPassword(personOf(holder), wanted);
  await record(holder, list.hasPassword ? 'password_changed' : 'password_set');
}

/** What an authenticator is asked, so that a new passkey can be added. */
export async function offerPasskey(holder: Holder) {
  const { factors, list } = await mayChange(holder);
  return factors.askForNewPasskey(personOf(holder), list.email);
}

/** Adds a passkey; with it in hand, a sign-in that was weak becomes strong. */
export async function addPasskey(
  holder: Holder,
  underWay: UnderWay | null,
  response: Record<string, unknown>,
  name: string,
): Promise<Entered | null> {
  const { factors } = await mayChange(holder);
  if (!underWay) throw new CeremonyOver();
  const isAdded = await factors.addPasskey(personOf(holder), underWay.jar, response, name, holder.caller.origin);
  if (!isAdded) throw new PasskeyRefused();
  await record(holder, 'passkey_added');
  return strengthen(holder, 'passkey');
}

/** Gives a passkey another name. */
export async function renamePasskey(holder: Holder, id: string, name: string): Promise<void> {
  await (await factorsOf()).renamePasskey(personOf(holder), id, name);
}

/** Removes a passkey, unless there is no other way in. */
export async function removePasskey(holder: Holder, id: string): Promise<void> {
  const { factors, list } = await mayChange(holder);
  if (list.passkeys.length === 1 && !list.hasPassword && list.providers.length === 0) throw new LastWayIn();
  if (await factors.removePasskey(personOf(holder), id)) await record(holder, 'passkey_removed');
}

/** What an app that shows codes is set up with. Codes stand beside a password: without one they would open nothing. */
export async function offerCodes(holder: Holder) {
  const { factors, list } = await mayChange(holder);
  if (list.hasCodes) throw new CodesStandAlready();
  const [personId, token] = [personOf(holder), holder.caller.signInToken!];
  await onDuty((work) => carryOut(work, dropOtherOffers, personId, token));
  const offer = await factors.offerCodes(personId, list.email);
  await onDuty((work) => carryOut(work, keepOffer, personId, token));
  return offer;
}

/** Confirms the app with a first code; the recovery codes are shown this once. The sign-in becomes strong. */
export async function confirmCodes(holder: Holder, code: string) {
  const { factors } = await mayChange(holder);
  const personId = personOf(holder);
  await onDuty((work) => carryOut(work, dropOtherOffers, personId, holder.caller.signInToken!));
  const recoveryCodes = await factors.confirmCodes(personId, code);
  if (!recoveryCodes) throw new CodeWrong();
  await onDuty((work) => carryOut(work, useCode, personId, code));
  await record(holder, 'codes_set_up');
  return { recoveryCodes, entered: await strengthen(holder, 'password_and_code') };
}

/** Removes the codes. */
export async function removeCodes(holder: Holder): Promise<void> {
  const { factors } = await mayChange(holder);
  await factors.removeCodes(personOf(holder));
  await record(holder, 'codes_removed');
}

/** New recovery codes; the old ones are worthless. */
export async function renewRecoveryCodes(holder: Holder): Promise<readonly string[]> {
  const { factors, list } = await mayChange(holder);
  if (!list.hasCodes) throw new LoginMissing();
  const codes = await factors.renewRecoveryCodes(personOf(holder));
  await record(holder, 'recovery_codes_renewed');
  return codes;
}

async function factorsFor(holder: Holder) {
  const factors = await factorsOf();
  const list = await factors.list(personOf(holder));
  if (!list) throw new LoginMissing();
  return { factors, list };
}

/** What a change of factors needs: a proof given lately, and the second factor of whoever has one. */
async function mayChange(holder: Holder) {
  await insistOnFreshCheck(holder);
  const found = await factorsFor(holder);
  insistOnStrength(holder, found.list);
  return found;
}

/** A password alone, which somebody may have seen, neither adds a way in beside a second factor nor takes one away. */
function insistOnStrength({ actor }: Holder, { hasCodes, passkeys }: FactorList): void {
  if (!actor.isStrong && (hasCodes || passkeys.length > 0)) throw new SecondFactorNeeded();
}

async function insistOnFreshCheck(holder: Holder): Promise<void> {
  if (!(await hasFreshCheck(holder))) throw new FreshCheckNeeded();
}

const record = (holder: Holder, change: FactorChange): Promise<void> =>
  onDuty((work) => carryOut(work, recordFactorChange, personOf(holder), change));

/** Whoever has just shown a second factor need not sign in once more for it to count. */
const strengthen = async (holder: Holder, method: 'passkey' | 'password_and_code'): Promise<Entered | null> =>
  holder.actor.isStrong ? null : letIn(holder.caller, personOf(holder), method, true);
