import { addRows, audiences, openPeriod, type Audience, type Period } from '#domains/training/reach/rules/narrowing.ts';
import { findFigure, type Figure, type FigureScope } from '#domains/training/reach/server/queries.ts';
import type { OwnerId } from '#shared/ids.ts';
import { readScope } from './figure-scope.ts';
import type { Asking } from './request.ts';

/** Which figure the address of a page asks for, over which years, and which part of those who were there. */
export interface ReachFilter {
  readonly scope: Omit<FigureScope, 'year'>;
  /** Undefined: all years. */
  readonly period: Period | undefined;
  readonly audience: Audience | undefined;
}

/** Reads the filters of an address; whatever is not known there is left out. One year is a period of its own. */
export async function readReachFilter(ask: Asking, parameters: URLSearchParams) {
  const { scope, ministries } = await readScope(ask, parameters);
  const { year, ...around } = scope;
  const filter: ReachFilter = {
    scope: around,
    period: readPeriod(parameters, year),
    audience: audiences.find((one) => one === parameters.get('audience')),
  };
  return { filter, ministries };
}

const yearIn = (text: string | null) => (/^(?:19|20)\d\d$/.test(text ?? '') ? Number(text) : undefined);

function readPeriod(parameters: URLSearchParams, year: number | undefined): Period | undefined {
  const [from, to] = [yearIn(parameters.get('from')) ?? year, yearIn(parameters.get('to')) ?? year];
  if (from === undefined && to === undefined) return undefined;
  const [first, last] = [from ?? openPeriod.from, to ?? openPeriod.to];
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

/** The filters as they stand in an address. */
export function writeFilter(
  { scope, period, audience }: ReachFilter,
  countryOf: (ownerId: OwnerId) => string | undefined,
): URLSearchParams {
  const parameters = new URLSearchParams({ kind: scope.kind });
  const country = scope.ownerId && countryOf(scope.ownerId);
  if (country) parameters.set('ministry', country);
  if (period && period.from === period.to) parameters.set('year', String(period.from));
  else if (period) {
    if (period.from > openPeriod.from) parameters.set('from', String(period.from));
    if (period.to < openPeriod.to) parameters.set('to', String(period.to));
  }
  if (audience) parameters.set('audience', audience);
  return parameters;
}

/**
 * A figure over several years: what its years add up to, as far as each of them may be shown. Nothing is read that the
 * figures of single years and ministries do not show, so a period says no more than they do.
 */
export async function findFigureOver(
  ask: Asking,
  scope: Omit<FigureScope, 'year'>,
  period: Period | undefined,
): Promise<Figure> {
  if (period && period.from === period.to) return ask(findFigure, { ...scope, year: period.from });
  const figure = await ask(findFigure, scope);
  if (!period) return figure;
  const byYear = figure.byYear.filter(({ key }) => period.from <= key && key <= period.to);
  if (byYear.length === figure.byYear.length) return figure;
  const { sessions, uncountedSessions, shown } = addRows(null, byYear);
  return {
    ...figure,
    ...{ sessions, uncountedSessions, byYear },
    whole: shown,
    byBoth: figure.isExact ? await addBoth(ask, scope, byYear) : 'withheld',
    byOwner: await ministriesOver(ask, figure, period),
  };
}

/** The four cells of a ministry's own numbers, year by year. */
async function addBoth(ask: Asking, scope: FigureScope, years: Figure['byYear']): Promise<Figure['byBoth']> {
  const sum = { womenCivilian: 0, womenMilitary: 0, menCivilian: 0, menMilitary: 0, notRecorded: 0 };
  for (const { key: year } of years) {
    const { byBoth } = await ask(findFigure, { ...scope, year });
    if (byBoth === 'withheld') return 'withheld';
    for (const cell of Object.keys(sum) as (keyof typeof sum)[]) sum[cell] += byBoth[cell];
  }
  return sum;
}

async function ministriesOver(ask: Asking, { scope, byOwner }: Figure, period: Period): Promise<Figure['byOwner']> {
  const rows: Figure['byOwner'][number][] = [];
  for (const { key } of byOwner) {
    const { byYear } = await ask(findFigure, { ...scope, ownerId: key });
    const inside = byYear.filter(({ key: year }) => period.from <= year && year <= period.to);
    if (inside.length > 0) rows.push(addRows(key, inside));
  }
  return rows;
}
