import { composeFigurePage } from '#app/figure-page.ts';
import { readReachFilter } from '#app/reach-figure.ts';
import { codeOf } from '#domains/training/reach/rules/definitions.ts';
import type { PageServerLoad } from './$types';

/** The attendances of a kind of session, as it is linked everywhere; the figure has an address of its own as well. */
export const load: PageServerLoad = ({ locals, url }) =>
  locals.asking(async (ask) => {
    const { filter } = await readReachFilter(ask, url.searchParams);
    return { page: await composeFigurePage(ask, locals.actor, codeOf(filter.scope.kind), url.searchParams) };
  });
