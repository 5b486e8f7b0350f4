import { audiences, openPeriod, type Audience, type Period } from '#domains/training/reach/rules/narrowing.ts';
import type { FigureScope } from '#domains/training/reach/server/queries.ts';
import type { OwnerId } from '#shared/ids.ts';
import { readScope } from './figure-scope.ts';
import type { Asking } from './request.ts';

/** Which figure the address of a page asks for, over which years, and which part of those who were there. */
export interface ReachFilter {
  readonly scope: Omit<FigureScope, 'period'>;
  /** Undefined: all years. */
  readonly period: Period | undefined;
  readonly audience: Audience | undefined;
}

/** Reads the filters of an address; whatever is not known there is left out. One year is a period of its own. */
export async function readReachFilter(ask: Asking, parameters: URLSearchParams) {
  const { scope, ministries } = await readScope(ask, parameters);
  const filter: ReachFilter = {
    scope,
    period: readPeriod(parameters),
    audience: audiences.find((one) => one === parameters.get('audience')),
  };
  return { filter, ministries };
}

const yearIn = (text: string | null) => (/^(?:19|20)\d\d$/.test(text ?? '') ? Number(text) : undefined);

/** The years that an address asks for; undefined: all. */
export function readPeriod(parameters: URLSearchParams): Period | undefined {
  const year = yearIn(parameters.get('year'));
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
