import type { Grain, Margin, ReleasedCount } from '../types.ts';

const keptAt: Readonly<Record<Grain, readonly Margin[] | 'all'>> = {
  total: ['total'],
  sex: ['total', 'women', 'men'],
  sex_and_status: 'all',
};

/** Whether a number leaves its ministry at a grain: of one that does not, nobody outside knows if it was recorded. */
export const leavesAt = (grain: Grain, margin: Margin): boolean =>
  keptAt[grain] === 'all' || keptAt[grain].includes(margin);

/** A head-count with what is finer than the grain taken out, as if it were not recorded. */
export function atGrain(count: ReleasedCount, grain: Grain): ReleasedCount {
  const margins = Object.entries(count).map(([margin, n]) => [margin, leavesAt(grain, margin as Margin) ? n : null]);
  return Object.fromEntries(margins) as ReleasedCount;
}
