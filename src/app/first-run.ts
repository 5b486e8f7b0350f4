import { beginSignIn } from '#domains/identity/server/commands.ts';
import type { SignInPlace } from '#domains/identity/types.ts';
import { FirstRunCodeWrong, NetworkFounded } from '#domains/network/errors.ts';
import type { Founding } from '#domains/network/schema.ts';
import { foundNetwork } from '#domains/network/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { runningPlatform } from './platform.ts';

/**
 * Founds the network for whoever knows the code on the console, and signs them in; returns the token.
 * The code is worthless afterwards, and the page that asks for it is gone.
 */
export async function foundWithCode({ code, networkName, personName }: Founding, from: SignInPlace): Promise<string> {
  const { database, firstRunCode } = runningPlatform();
  if (!firstRunCode) throw new NetworkFounded();
  if (!firstRunCode.fits(code, from.address)) throw new FirstRunCodeWrong();
  const person = await database.onDuty('first-run', (work) => carryOut(work, foundNetwork, networkName, personName));
  firstRunCode.spend();
  // Whoever reads the console runs the machine: the code is something they have.
  const means = { ...from, method: 'first_run', isStrong: true } as const;
  return database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, person, means));
}
