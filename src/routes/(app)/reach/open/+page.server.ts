import { redirect } from '@sveltejs/kit';
import { readReachFilter, writeFilter } from '#app/reach-figure.ts';
import { isInsideReported } from '#domains/training/reach/rules/reported.ts';
import { findFigure, listReportedTotals } from '#domains/training/reach/server/queries.ts';
import { listReleasedRows, pageLength } from '#domains/training/sessions/server/queries.ts';
import { listLeftOut } from '#domains/training/sessions/server/queries/sharing.ts';
import { isInNetwork } from '#shared/actor.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  // Who may not see sessions sees what stands behind a figure as counts.
  if (!isInNetwork(locals.actor)) redirect(303, `/figure${url.search}`);
  return locals.asking(async (ask) => {
    const { filter, ministries } = await readReachFilter(ask, url.searchParams);
    const { scope, period } = filter;
    const page = Math.max(1, Math.min(10_000, Number.parseInt(url.searchParams.get('page') ?? '', 10) || 1));
    const sessions = await ask(listReleasedRows, { ...scope, years: period, counts: true }, page);
    const totals = await ask(listReportedTotals);
    const codeOf = (ownerId: string) => ministries.find(({ id }) => id === ownerId)?.countryCode ?? null;
    return {
      scope,
      period,
      query: String(writeFilter(filter, (ownerId) => codeOf(ownerId) ?? undefined)),
      ministries,
      page,
      pageLength,
      figure: await ask(findFigure, { ...scope, period }),
      leftOut: await ask(listLeftOut, { ...scope, ...(period && { period }) }),
      rows: sessions.map((session) => ({
        session,
        isInside: isInsideReported(session.dateFrom, codeOf(session.ownerId), totals),
      })),
    };
  });
};
