/** A moment as a year with its fraction: 2015.73 is late September 2015. */
export type Year = number;

/** A total that somebody stated, with the words beside it: "over 3,000". */
export interface Stated {
  readonly at: Year;
  readonly value: number;
  readonly label: string;
}

export interface Plot {
  readonly from: Year;
  readonly to: Year;
  readonly most: number;
}

/** Where a label stands beside its point, in pixels from it, and which of its ends is tied there. */
export interface Beside {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'end';
}

/** Height of the plot and the space above it, in pixels; widths are percentages, so that letters keep their size. */
export const plotHeight = 230;
export const plotTop = 26;

/** Percent left free at both ends, so that the outermost years are not cut off. */
const side = 4.6;

/** Percent from the left. */
export const across = (plot: Plot, at: Year): number =>
  round(side + ((100 - 2 * side) * (at - plot.from)) / (plot.to - plot.from));

/** Pixels from the top. */
export const down = (plot: Plot, value: number): number => round(plotTop + plotHeight * (1 - value / plot.most));

/** The date of a day as a year with its fraction. */
export function yearOf(day: string): Year {
  const year = Number(day.slice(0, 4));
  const start = Date.UTC(year, 0, 1);
  return year + (Date.parse(`${day}T00:00:00Z`) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/**
 * Places the label of each stated total off the line that joins them: below and right of a point from which the line
 * climbs (beside it where the ground is near), above one from which it runs level, and right of the last (left where
 * there is no room).
 */
export function placeLabels(plot: Plot, stated: readonly Stated[]): readonly Beside[] {
  return stated.map((point, i) => {
    const next = stated[i + 1];
    if (!next)
      return across(plot, point.at) < 65 ? { dx: 11, dy: 5, anchor: 'start' } : { dx: 2, dy: -12, anchor: 'end' };
    if (next.value <= point.value) return { dx: -5, dy: -13, anchor: 'start' };
    const nearGround = plotTop + plotHeight - down(plot, point.value) < 24;
    return nearGround ? { dx: 11, dy: 4, anchor: 'start' } : { dx: 9, dy: 16, anchor: 'start' };
  });
}

/** The outline of what was recorded, closed at the ground, for a box of 1000 by the height of the plot. */
export function areaPath(plot: Plot, recorded: readonly { readonly at: Year; readonly value: number }[]): string {
  const first = recorded[0];
  const last = recorded.at(-1);
  if (!first || !last) return '';
  const x = (at: Year): number => Math.round(10 * across(plot, at));
  const line = recorded.map(({ at, value }) => `L${x(at)} ${down(plot, value) - plotTop}`).join('');
  return `M${x(first.at)} ${plotHeight}${line}L${x(last.at)} ${plotHeight}z`;
}

/** A round step that cuts the height into five at most, and the values at which a line is ruled. */
export function levels(most: number): { readonly most: number; readonly at: readonly number[] } {
  const rough = Math.max(1, most) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10) * power);
  const count = Math.max(1, Math.ceil(most / step));
  return { most: count * step, at: Array.from({ length: count }, (_, i) => (i + 1) * step) };
}

const round = (n: number): number => Math.round(n * 10) / 10;
