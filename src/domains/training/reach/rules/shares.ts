import type { Contradiction, PublishedShare } from '../types.ts';

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

/** Who is counted, where and when: what two sources must have in common to be about one quantity. */
const quantityOf = ({ countryCode, population, asAt }: PublishedShare) =>
  JSON.stringify([countryCode, population.trim().toLowerCase(), asAt]);

/** Whether two sources give one quantity alike: by their numbers where both have them, else as exactly as both are given. */
function agree(a: PublishedShare, b: PublishedShare): boolean {
  if (a.women !== null && b.women !== null && a.women !== b.women) return false;
  if (a.total !== null && b.total !== null && a.total !== b.total) return false;
  const [first, second] = [a, b].map((share) => share.percent ?? computeShare(share.women, share.total));
  if (first === null || second === null || first === undefined || second === undefined) return true;
  const decimals = Math.min(...[a, b].map(({ percent }) => (percent === null ? 2 : decimalsOf(percent))));
  return Math.abs(first - second) <= 0.5 / 10 ** decimals + 1e-9;
}

/** A published share with what can be said of it from itself and from the sources beside it. */
export interface JudgedShare {
  readonly share: PublishedShare;
  readonly computed: number | null;
  readonly disagreesWithItself: boolean;
  /** The other shares of the same country, population and date that say something else. */
  readonly conflicts: readonly PublishedShare[];
}

/**
 * Shares of women, each with its verdict; sources of one quantity next to each other, in the order in which they came.
 * A share without a date is compared with no other: it may be of any time.
 */
export function judgeShares(shares: readonly PublishedShare[]): JudgedShare[] {
  const quantities = [...new Set(shares.map(quantityOf))];
  return quantities.flatMap((quantity) => {
    const sources = shares.filter((share) => quantityOf(share) === quantity);
    return sources.map((share) => ({
      share,
      computed: computeShare(share.women, share.total),
      disagreesWithItself: disagreesWithItself(share),
      conflicts: sources.filter((other) => other !== share && share.asAt !== null && !agree(share, other)),
    }));
  });
}

/** The contradictions that are between sources of one country's shares: both of its sources are among them. */
export function contradictionsAmong(
  shares: readonly PublishedShare[],
  contradictions: readonly Contradiction[],
): Contradiction[] {
  const countries = [...new Set(shares.map(({ countryCode }) => countryCode))];
  return contradictions.filter(({ firstSource, secondSource }) =>
    countries.some((country) => {
      const sources = shares.filter(({ countryCode }) => countryCode === country).map(({ source }) => source);
      return firstSource !== secondSource && sources.includes(firstSource) && sources.includes(secondSource);
    }),
  );
}
