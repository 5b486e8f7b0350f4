import { composeReach } from '#app/reach.ts';
import { listPeerCountries } from '#domains/training/reach/server/queries.ts';
import { rememberCloseUp, rememberMap } from '#ui/server/draw-map.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const reach = await composeReach(ask, url.searchParams);
    // Drawn with every country that was ever reached, whatever is chosen: the drawing is then made once.
    const everywhere = (await ask(listPeerCountries)).map(({ countryCode }) => countryCode);
    const region = reach.ministries.map(({ countryCode }) => countryCode);
    return { reach, maps: { region: rememberCloseUp(region), beyond: rememberMap(region, everywhere) } };
  });
