import { json } from '@sveltejs/kit';
import { openAccount } from '#app/sign-in/account.ts';
import { callerOf, keepCeremony } from '#app/sign-in/caller.ts';
import { offerPasskey } from '#app/sign-in/change-factors.ts';
import type { RequestHandler } from './$types';

/** What to ask an authenticator, for the script of the page. */
export const POST: RequestHandler = async (event) => {
  const { options, jar } = await offerPasskey(
    await openAccount(callerOf(event), event.locals.actor, event.locals.signInId),
  );
  keepCeremony(event, { jar });
  return json(options);
};
