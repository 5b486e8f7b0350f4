import { CeremonyOver, CodeWrong, PasskeyRefused, SignInFailed } from '#domains/authentication/errors.ts';
import { networkOf } from '#domains/authentication/rules.ts';
import { countAttempt, forgiveAttempt, useCode } from '#domains/authentication/server/commands.ts';
import { isDeviceOf } from '#domains/authentication/server/queries.ts';
import type { AttemptKeys } from '#domains/authentication/types.ts';
import { carryOut } from '#platform/database/database.ts';
import type { PersonId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import type { Caller, UnderWay } from './caller.ts';
import { letIn, type Entered } from './let-in.ts';
import { onDuty } from './on-duty.ts';

/** What became of a password: somebody is in, or a code is asked for. */
export type PasswordStep = { readonly entered: Entered } | { readonly jar: string };

/**
 * Signs in with a password. Counted before it is looked at; what is answered, and after what time, does not depend on
 * whether there is such a login.
 */
export async function signInWithPassword(caller: Caller, email: string, password: string): Promise<PasswordStep> {
  const { authentication } = runningPlatform();
  const began = performance.now();
  const keys = await countOne(caller, email);
  const outcome = await (await authentication.ceremonies()).checkPassword(email, password);
  if (outcome.is === 'wrong') {
    await nextBeat(began);
    throw new SignInFailed();
  }
  await onDuty((work) => carryOut(work, forgiveAttempt, keys));
  if (outcome.is === 'halfway') return { jar: outcome.jar };
  return { entered: await letIn(caller, outcome.personId as PersonId, 'password', false) };
}

/** Every refusal comes on a beat, in milliseconds: a login that exists costs a statement more, and nobody shall hear it. */
const beat = 500;

const nextBeat = (began: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, beat - ((performance.now() - began) % beat)));

/** Counts an attempt at an account; returns what it was counted by, to take it back with. */
export async function countOne({ address: of, deviceToken }: Caller, email: string): Promise<AttemptKeys> {
  const address = networkOf(of);
  const { keyOf } = runningPlatform().authentication;
  return onDuty(async (work) => {
    const isKnown = deviceToken !== null && (await work.ask(isDeviceOf, email, deviceToken));
    const keys = {
      pair: keyOf('pair', address, email),
      address: keyOf('address', address),
      account: keyOf('account', email),
      device: isKnown ? keyOf('device', deviceToken, email) : null,
    };
    await carryOut(work, countAttempt, keys);
    return keys;
  });
}

/** The second step: six figures from an app, or one of the recovery codes. Each works once. */
export async function signInWithCode(caller: Caller, underWay: UnderWay | null, code: string): Promise<Entered> {
  if (!underWay) throw new CeremonyOver();
  const ceremonies = await runningPlatform().authentication.ceremonies();
  const isFromApp = /^\d{6}$/.test(code);
  const outcome = isFromApp
    ? await ceremonies.checkCode(underWay.jar, code)
    : await ceremonies.checkRecoveryCode(underWay.jar, `${code.slice(0, 5)}-${code.slice(5)}`);
  if (outcome.is === 'over') throw new CeremonyOver();
  if (outcome.is === 'wrong') throw new CodeWrong();
  const personId = outcome.personId as PersonId;
  if (isFromApp) await onDuty((work) => carryOut(work, useCode, personId, code));
  return letIn(caller, personId, isFromApp ? 'password_and_code' : 'recovery_code', true);
}

/** Whose passkey answered. No wrong password can stand in its way. */
export async function provePasskey(
  { origin }: Caller,
  underWay: UnderWay | null,
  response: Record<string, unknown>,
): Promise<PersonId> {
  if (!underWay) throw new CeremonyOver();
  const ceremonies = await runningPlatform().authentication.ceremonies();
  const personId = await ceremonies.checkPasskey(underWay.jar, response, origin);
  if (!personId) throw new PasskeyRefused();
  return personId as PersonId;
}

/** Signs in with a passkey that has verified its user: that is two factors in one. */
export const signInWithPasskey = async (caller: Caller, underWay: UnderWay | null, response: Record<string, unknown>) =>
  letIn(caller, await provePasskey(caller, underWay, response), 'passkey', true);
