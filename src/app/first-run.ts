import { FirstRunCodeWrong, NetworkFounded } from '#domains/network/errors.ts';
import type { Founding } from '#domains/network/schema.ts';
import { foundNetwork } from '#domains/network/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { runningPlatform } from './platform.ts';
import { giveFounderLogin } from './sign-in/accept.ts';
import type { Caller } from './sign-in/caller.ts';
import { letIn, type Entered } from './sign-in/let-in.ts';

/** The login with which the founder signs in later. */
export interface FounderLogin {
  readonly email: string;
  readonly password: string;
}

/**
 * Founds the network for whoever knows the code on the console, gives them a login, and signs them in. The code is
 * worthless afterwards, and the page that asks for it is gone.
 */
export async function foundWithCode(
  { code, networkName, personName }: Founding,
  { email, password }: FounderLogin,
  from: Caller,
): Promise<Entered> {
  const { database, firstRunCode } = runningPlatform();
  if (!firstRunCode) throw new NetworkFounded();
  if (!firstRunCode.fits(code, from.address)) throw new FirstRunCodeWrong();
  const person = await database.onDuty('first-run', (work) => carryOut(work, foundNetwork, networkName, personName));
  firstRunCode.spend();
  await giveFounderLogin(person, email, password, from.language);
  // With a password alone: they administer once they have set up a second factor, like everybody who does.
  return letIn(from, person, 'first_run', false);
}
