import { readScope } from '#app/figure-scope.ts';
import { findThreshold } from '#domains/network/server/queries.ts';
import { findAsAt, findFigure, listKindFigures } from '#domains/training/reach/server/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const { scope, ministries } = await readScope(ask, url.searchParams);
    const { kind, ...around } = scope;
    return {
      scope,
      ministries,
      figure: await ask(findFigure, scope),
      whole: await ask(findFigure, { kind }),
      kinds: await ask(listKindFigures, around),
      asAt: await ask(findAsAt),
      threshold: await ask(findThreshold),
    };
  });
