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
  /** What stands beside the bar: never a percentage alone. */
  readonly valueText: string;
  /** What is stated does not follow from the numbers, or another source says otherwise. */
  readonly isWrong: boolean;
}

export interface ShareGroup {
  readonly name: string;
  readonly bars: readonly ShareBar[];
}

/** Pixels from one line to the next: of a group's name, and of a bar with its words above it. */
const nameHeight = 34;
const barHeight = 42;
const head = 22;
/** Percent of the width that the longest bar may take: the rest is for the words beside it. */
const widest = 52;

/** Draws groups of bars under one another, all to one scale that begins at nothing. */
export function layOutShares(groups: readonly ShareGroup[]) {
  const shares = groups.flatMap(({ bars }) => bars.flatMap(({ computed, stated }) => [computed ?? 0, stated ?? 0]));
  const most = Math.max(10, Math.ceil(Math.max(0, ...shares) / 10) * 10);
  const across = (share: number) => Math.round((10 * widest * share) / most) / 10;
  let y = head;
  const placed = groups.map(({ name, bars }) => {
    const top = y + 22;
    y += nameHeight;
    const lines = bars.map((bar) => {
      y += barHeight;
      const at = (share: number | null) => (share === null ? null : across(share));
      return { bar, top: y - 20, computed: at(bar.computed), stated: at(bar.stated) };
    });
    return { name, top, lines };
  });
  const step = most > 50 ? 20 : 10;
  return {
    height: y + 6,
    ticks: Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => ({
      at: at * step,
      across: across(at * step),
    })),
    names: placed.map(({ name, top }) => ({ name, top })),
    bars: placed.flatMap(({ lines }) => lines),
  };
}
