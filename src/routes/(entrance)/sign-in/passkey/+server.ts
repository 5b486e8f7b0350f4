import { json } from '@sveltejs/kit';
import { runningPlatform } from '#app/platform.ts';
import { keepCeremony } from '#app/sign-in/caller.ts';
import type { RequestHandler } from './$types';

/** What to ask an authenticator, for the script of the page. */
export const POST: RequestHandler = async (event) => {
  const ceremonies = await runningPlatform().authentication.ceremonies();
  const { options, jar } = await ceremonies.askForPasskey();
  keepCeremony(event, { jar });
  return json(options);
};
