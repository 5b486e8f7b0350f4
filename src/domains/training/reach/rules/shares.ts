import type { PublishedShare } from '../types.ts';

/** The share in percent, unrounded; null where a number is missing or the whole is empty. */
export const computeShare = (part: number | null, whole: number | null): number | null =>
  part === null || !whole ? null : (100 * part) / whole;

/** Digits after the decimal sign. Final zeros are lost in a number, which only makes the check more lenient. */
const decimalsOf = (percent: number) => String(percent).split('.')[1]?.length ?? 0;

/**
 * Whether a published percent is not its own numerator over its own denominator, at the precision at which it was
 * published: 106 of 8,482 is 1.25 %, not 4.2 %. Half a unit of the last digit is allowed in either direction.
 * False where one of the three is missing: then there is nothing to disagree with.
 */
export function disagreesWithItself({
  women,
  total,
  percent,
}: Pick<PublishedShare, 'women' | 'total' | 'percent'>): boolean {
  if (women === null || percent === null || !total) return false;
  const scale = 10 ** decimalsOf(percent);
  return 2 * Math.abs(100 * scale * women - Math.round(percent * scale) * total) > total;
}
