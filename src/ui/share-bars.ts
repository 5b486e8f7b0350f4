/** A share in percent: as it follows from its own numbers, and as somebody stated it. */
export interface ShareBar {
  readonly key: string;
  /** Who is counted, and the language of these words where it is another. */
  readonly text: string;
  readonly lang?: string;
  /** When. */
  readonly note: string;
  readonly computed: number | null;
  readonly stated: number | null;
  /** What the bar shows, in words: never a percentage alone. */
  readonly valueText: string;
  /** What does not fit: the numbers and what is stated, or this source and another. */
  readonly warning: string | null;
  /** Without an address where it was printed. */
  readonly source: { readonly href: string | undefined; readonly text: string };
}

export interface ShareGroup {
  readonly name: string;
  readonly bars: readonly ShareBar[];
}

/** Percent of the width at which the scale ends, so that the last number below it is not cut off. */
const widest = 94;

/** One scale for all bars, in percent of the width; it begins at nothing and ends at a round number. */
export function scaleShares(groups: readonly { readonly bars: readonly Pick<ShareBar, 'computed' | 'stated'>[] }[]) {
  const shares = groups.flatMap(({ bars }) => bars.flatMap(({ computed, stated }) => [computed ?? 0, stated ?? 0]));
  const most = Math.max(10, Math.ceil(Math.max(0, ...shares) / 10) * 10);
  const across = (share: number) => Math.round((10 * widest * share) / most) / 10;
  const step = most > 50 ? 20 : 10;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  return { across, ticks: ticks.map((at) => ({ at, across: across(at) })) };
}
