import {
  CeremonyOver,
  CodesPaused,
  CodeUsed,
  CodeWrong,
  PasskeyRefused,
  SignInFailed,
  TooManyCodes,
} from '#domains/authentication/errors.ts';
import { networkOf } from '#domains/authentication/rules.ts';
import { countAttempt, forgiveAttempt, giveCodeBack, useCode } from '#domains/authentication/server/commands.ts';
import { isDeviceOf } from '#domains/authentication/server/queries.ts';
import type { AttemptKeys } from '#domains/authentication/types.ts';
import type { Ceremonies, CodeOutcome } from '#platform/authentication/ceremonies.ts';
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
  if (!/^\d{6}$/.test(code)) {
    const outcome = await ceremonies.checkRecoveryCode(underWay.jar, `${code.slice(0, 5)}-${code.slice(5)}`);
    return letIn(caller, whoseIs(outcome), 'recovery_code', true);
  }
  return letIn(caller, await proveCode(ceremonies, underWay.jar, code), 'password_and_code', true);
}

/** A code that was used counts as one that is wrong, and leaves what was begun as it is. */
async function proveCode(ceremonies: Ceremonies, jar: string, code: string): Promise<PersonId> {
  const personId = (await ceremonies.whoIsHalfway(jar)) as PersonId | null;
  if (!personId) throw new CeremonyOver();
  const isNew = await onDuty((work) => carryOut(work, useCode, personId, code));
  const outcome = await ceremonies.checkCode(jar, isNew ? code : '');
  if (isNew && outcome.is !== 'right') await onDuty((work) => carryOut(work, giveCodeBack, personId, code));
  if (!isNew && outcome.is === 'wrong') throw new CodeUsed();
  return whoseIs(outcome);
}

/** Who is let in by a code. @throws a refusal that says what to do when nobody is */
function whoseIs(outcome: CodeOutcome): PersonId {
  if (outcome.is === 'right') return outcome.personId as PersonId;
  throw new { wrong: CodeWrong, tooMany: TooManyCodes, paused: CodesPaused, over: CeremonyOver }[outcome.is]();
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
