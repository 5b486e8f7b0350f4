import { readScope } from '#app/figure-scope.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { findAsAt, findFigure } from '#domains/training/reach/server/queries.ts';
import { isInNetwork } from '#shared/actor.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const { scope, ministries } = await readScope(ask, url.searchParams);
    return {
      scope,
      ministries,
      figure: await ask(findFigure, scope),
      asAt: await ask(findAsAt),
      threshold: await ask(findThreshold),
      maySeeSessions: isInNetwork(locals.actor),
    };
  });
