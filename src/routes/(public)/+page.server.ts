import { describeDataset } from '#app/dataset.ts';
import { composeFacts } from '#app/facts.ts';
import { translateFor } from '#app/translate.ts';
import { rememberMap } from '#ui/server/draw-map.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, setHeaders, url }) => {
  const facts = await locals.asking(composeFacts);
  // The page is the same for every stranger in one language: the entry may keep it ready until something is published.
  if (!locals.actor.personId) setHeaders({ 'cache-control': 'public, max-age=0', 'x-kaskada-cache': 'facts' });
  const [own, peers] = [facts.ministries?.snapshot.splits.records, facts.peers?.snapshot.splits.countries];
  return {
    facts,
    dataset: describeDataset(await translateFor(locals, ['facts', 'published']), facts, url.origin),
    map:
      peers &&
      rememberMap(
        own?.map(({ record }) => record) ?? [],
        peers.map(({ countryCode }) => countryCode),
      ),
  };
};
