import type { Margin, ReleasedCount, ShownCount, ShownNumber } from '../types.ts';

const sex = ['women', 'men'] as const;
const status = ['civilian', 'military'] as const;
const both = ['womenCivilian', 'womenMilitary', 'menCivilian', 'menMilitary'] as const;

/**
 * Protects the head-count of one session that left its ministry. A split is shown whole or withheld whole: with
 * "fewer than 5" women, 20 men and 23 in all, subtraction would tell that there were 3. The part whose split was not
 * recorded is a part too. Where one split by sex and status has a small cell, all four cells are withheld.
 * A total below the threshold takes every split with it. `threshold` is 3 or more; null shows everything, to the owner.
 */
export function protectCount(count: ReleasedCount, threshold: number | null): ShownCount {
  if (threshold === null) return count;
  const isSmall = (n: number | null) => n !== null && n > 0 && n < threshold;
  const hasSmallPart = (parts: readonly Margin[]): boolean => {
    const recorded = parts.reduce((sum, part) => sum + (count[part] ?? 0), 0);
    return parts.some((part) => isSmall(count[part])) || (count.total !== null && isSmall(count.total - recorded));
  };
  const hasSmallTotal = isSmall(count.total);
  const hidesSex = hasSmallTotal || hasSmallPart(sex);
  const hidesStatus = hasSmallTotal || hasSmallPart(status);
  const hidesBoth = hidesSex || hidesStatus || hasSmallPart(both);
  const show = (parts: readonly Margin[], isHidden: boolean): [Margin, ShownNumber][] =>
    parts.map((part) => [part, isHidden && count[part] !== null ? 'withheld' : count[part]]);
  return Object.fromEntries([
    ['total', hasSmallTotal ? 'fewer' : count.total],
    ...show(sex, hidesSex),
    ...show(status, hidesStatus),
    ...show(both, hidesBoth),
  ]) as ShownCount;
}
