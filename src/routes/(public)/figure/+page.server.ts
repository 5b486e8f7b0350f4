import { composePersons } from '#app/persons.ts';
import { readReachFilter, writeFilter } from '#app/reach-figure.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { findAsAt, findFigure } from '#domains/training/reach/server/queries.ts';
import { isInNetwork } from '#shared/actor.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const { filter, ministries } = await readReachFilter(ask, url.searchParams);
    const { scope, period } = filter;
    const figure = await ask(findFigure, { ...scope, period });
    return {
      scope,
      period,
      query: String(writeFilter(filter, (ownerId) => ministries.find(({ id }) => id === ownerId)?.countryCode)),
      ministries,
      figure,
      persons: await composePersons(ask, filter, figure.isExact),
      asAt: await ask(findAsAt),
      threshold: await ask(findThreshold),
      maySeeSessions: isInNetwork(locals.actor),
    };
  });
