import type { ShownRow, ShownTotal } from './shown.ts';

/** Years from one to another, both inside. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Whether a year is in a period; without one, every year is. */
export const isInside = (year: number, period: Period | undefined): boolean =>
  !period || (period.from <= year && year <= period.to);

/** The year that a period is, if it is but one. */
export const singleYear = (period: Period | undefined): number | undefined =>
  period && period.from === period.to ? period.from : undefined;

/** Where a period ends that has no first or no last year. */
export const openPeriod: Period = { from: 1900, to: 2099 };

/** One part of those who were there, which somebody asks for. */
export const audiences = ['women', 'men', 'civilian', 'military'] as const;
export type Audience = (typeof audiences)[number];

/** Which split an audience is a part of; without one, women and men. */
export const splitOf = (audience: Audience | undefined): 'bySex' | 'byStatus' =>
  audience === 'civilian' || audience === 'military' ? 'byStatus' : 'bySex';

/** How many of an audience were there; null where it was recorded of nobody. Without an audience, everybody. */
export function partOf(shown: ShownRow, audience: Audience | undefined): ShownTotal | null {
  if (audience === undefined) return shown.total;
  if (audience === 'women' || audience === 'men')
    return typeof shown.bySex === 'string' ? shown.bySex : shown.bySex[audience];
  return typeof shown.byStatus === 'string' ? shown.byStatus : shown.byStatus[audience];
}

/** Of how many it was not recorded whether they were of the audience; null where that is withheld, or nobody is counted. */
export function notRecordedOf(shown: ShownRow, audience: Audience): number | null {
  const split = shown[splitOf(audience)];
  return typeof split === 'string' ? null : split.notRecorded;
}

/** Of how many it was recorded and is not shown; null as there. */
export function withheldOf(shown: ShownRow, audience: Audience): number | null {
  const split = shown[splitOf(audience)];
  return typeof split === 'string' ? null : split.withheld;
}
