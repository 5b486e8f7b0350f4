import { composeFacts } from '#app/facts.ts';
import { rememberMap } from '#ui/server/draw-map.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  const facts = await locals.asking(composeFacts);
  // The page is the same for every stranger in one language: the entry may keep it ready until the next release.
  if (!locals.actor.personId) setHeaders({ 'cache-control': 'public, max-age=0', 'x-kaskada-cache': 'facts' });
  const map = rememberMap(
    facts.ministries,
    facts.peerCountries.map(({ countryCode }) => countryCode),
  );
  return { facts, map };
};
