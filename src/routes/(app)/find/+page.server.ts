import { find } from '#app/find.ts';
import { translateFor } from '#app/translate.ts';
import { cleanLine } from '#shared/clean-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const text = cleanLine(url.searchParams.get('text') ?? url.searchParams.get('q') ?? '').slice(0, 100);
  const t = await translateFor(locals, ['shell', 'sessions']);
  return { text, found: await locals.asking((ask) => find(ask, locals.actor, t, text)) };
};
