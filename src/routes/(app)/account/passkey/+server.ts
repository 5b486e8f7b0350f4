import { json } from '@sveltejs/kit';
import { offerPasskey } from '#app/sign-in/account.ts';
import { callerOf, keepCeremony } from '#app/sign-in/caller.ts';
import type { RequestHandler } from './$types';

/** What to ask an authenticator, for the script of the page. */
export const POST: RequestHandler = async (event) => {
  const { options, jar } = await offerPasskey({ caller: callerOf(event), actor: event.locals.actor });
  keepCeremony(event, { jar });
  return json(options);
};
