import { json } from '@sveltejs/kit';
import { offerPasskeyTo } from '#app/sign-in/accept.ts';
import { keepCeremony } from '#app/sign-in/caller.ts';
import type { RequestHandler } from './$types';

/** What to ask an authenticator, for the script of the page. */
export const POST: RequestHandler = async (event) => {
  const { options, jar } = await offerPasskeyTo(event.params.token);
  keepCeremony(event, { jar });
  return json(options);
};
