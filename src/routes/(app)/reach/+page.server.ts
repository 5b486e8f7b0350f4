import { drawReach } from '#app/reach-pictures.ts';
import { composeReach } from '#app/reach.ts';
import { translateFor } from '#app/translate.ts';
import { mayCite } from '#domains/training/reach/access.ts';
import { listPeerCountries } from '#domains/training/reach/server/queries.ts';
import { mayKeepSomeSourced } from '#domains/training/sourced/access.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const t = await translateFor(locals, ['reach', 'pictures']);
  return locals.asking(async (ask) => {
    const reach = await composeReach(ask, url.searchParams);
    const everywhere = (await ask(listPeerCountries)).map(({ countryCode }) => countryCode);
    return {
      ...{ reach, pictures: drawReach(t, reach, everywhere) },
      ...{ mayCite: mayCite(locals.actor), mayKeep: mayKeepSomeSourced(locals.actor) },
    };
  });
};
