import { json } from '@sveltejs/kit';
import { find } from '#app/find.ts';
import { translateFor } from '#app/translate.ts';
import { SignInNeeded } from '#domains/identity/errors.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  if (!locals.actor.personId) throw new SignInNeeded();
  const t = await translateFor(locals, ['shell', 'sessions']);
  return json(await locals.asking((ask) => find(ask, locals.actor, t, url.searchParams.get('text') ?? '')));
};
