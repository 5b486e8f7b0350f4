import { redirect, type Cookies } from '@sveltejs/kit';
import { insistOnOpen, noteFreshCheck, welcomeDevice } from '#domains/authentication/server/commands.ts';
import { nameDevice } from '#domains/authentication/rules.ts';
import { SignInEnded } from '#domains/identity/errors.ts';
import { beginSignIn, endSignIn } from '#domains/identity/server/commands.ts';
import { proveSignIn, stranger } from '#domains/identity/server/queries.ts';
import type { SignInMethod } from '#domains/identity/types.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { PersonId, SignInId } from '#shared/ids.ts';
import { runningPlatform } from '../platform.ts';
import { keepSignIn, safePath } from '../visitor.ts';
import { dropCeremony, keepDevice, type Caller } from './caller.ts';

/** Somebody who has been let in. */
export interface Entered {
  readonly token: string;
  /** The sign-in that began. */
  readonly signInId: SignInId;
  readonly deviceToken: string;
  /** Whether a role of theirs is withheld for want of a second factor. */
  readonly lacksSecondFactor: boolean;
}

/** Begins the sign-in of somebody who has just proven who they are; what this browser held before ends. */
export async function letIn(
  caller: Caller,
  personId: PersonId,
  method: SignInMethod,
  isStrong: boolean,
): Promise<Entered> {
  const { database } = runningPlatform();
  const { device, address, language, deviceToken: known } = caller;
  const means = { device, address, method, isStrong };
  await database.onDuty('authentication', (work) => carryOut(work, insistOnOpen, personId));
  const token = await database.onDuty('sign-in', async (work) => {
    if (caller.signInToken) await carryOut(work, endSignIn, caller.signInToken);
    return carryOut(work, beginSignIn, personId, means);
  });
  const deviceToken = await database.onDuty('authentication', async (work) => {
    await carryOut(work, noteFreshCheck, personId, token);
    return carryOut(work, welcomeDevice, personId, { token: known, name: nameDevice(device), language });
  });
  const proof = await database.read(stranger, (reading) => answer(reading, proveSignIn, token));
  if (!proof) throw new SignInEnded();
  const { signInId, actor } = proof;
  return { token, signInId, deviceToken, lacksSecondFactor: actor.lacksSecondFactor };
}

/**
 * Gives the browser its tokens and sends it on: to where it wanted to go, or first to the account if the person cannot do
 * all that their role allows without a second factor.
 */
export function enter(event: { cookies: Cookies; url: URL }, entered: Entered, to?: unknown): never {
  keepTokens(event, entered);
  const wanted = safePath(to);
  redirect(303, entered.lacksSecondFactor ? `/account?to=${encodeURIComponent(wanted)}` : wanted);
}

/** Gives the browser its tokens. */
export function keepTokens(event: { cookies: Cookies; url: URL }, { token, deviceToken }: Entered): void {
  dropCeremony(event);
  keepSignIn(event, token);
  keepDevice(event, deviceToken);
}
