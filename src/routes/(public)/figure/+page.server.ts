import { readReachFilter, writeFilter } from '#app/reach-figure.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { findAsAt, findFigure } from '#domains/training/reach/server/queries.ts';
import { isInNetwork } from '#shared/actor.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const { filter, ministries } = await readReachFilter(ask, url.searchParams);
    const { scope, period } = filter;
    return {
      scope,
      period,
      query: String(writeFilter(filter, (ownerId) => ministries.find(({ id }) => id === ownerId)?.countryCode)),
      ministries,
      figure: await ask(findFigure, { ...scope, period }),
      asAt: await ask(findAsAt),
      threshold: await ask(findThreshold),
      maySeeSessions: isInNetwork(locals.actor),
    };
  });
