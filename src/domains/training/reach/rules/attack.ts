/*
 * What an attacker can work out who sees one table and subtracts. The rows that hide something share what is left of
 * the totals; a row that hides its split has parts that add up to its total, and the rows' parts add up to what is
 * left of the column. These are Fréchet's bounds for a table with known margins (see L. Willenborg and T. de Waal,
 * Elements of Statistical Disclosure Control, 2001), and with a total that is itself known only between two bounds
 * they are taken at the end that is worst.
 */

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A row that hides its split. A small total is shown as "fewer"; a larger one is shown or withheld. */
export interface HidingRow {
  readonly total: number;
  readonly parts: readonly number[];
  readonly isTotalShown: boolean;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0);

/** What a hidden total says of itself: "fewer", so not nobody; or "withheld", so neither nobody nor fewer. */
const shownAs = (total: number, threshold: number): Bounds =>
  total < threshold ? { min: 1, max: threshold - 1 } : { min: threshold, max: Infinity };

/** Each hidden total, once the sum of all of them is known. */
function boundsOfTotals(totals: readonly number[], threshold: number): Bounds[] {
  const shown = totals.map((total) => shownAs(total, threshold));
  const all = sum(totals);
  return shown.map((own, at) => {
    const others = shown.filter((_, other) => other !== at);
    return {
      min: Math.max(own.min, all - sum(others.map(({ max }) => max))),
      max: Math.min(own.max, all - sum(others.map(({ min }) => min))),
    };
  });
}

const countIn = ({ min, max }: Bounds) => max - min + 1;

/** Whether hidden totals, of which the sum can be worked out, stay as wide as "fewer than the threshold" (but not nobody). */
export const isRowSafe = (totals: readonly number[], threshold: number): boolean =>
  boundsOfTotals(totals, threshold).every((bounds) => countIn(bounds) >= threshold - 1);

/**
 * Whether of every hidden part at least `threshold` whole numbers stay possible, when the columns' sums over the
 * hiding rows can be worked out. A column in which the hiding rows have nobody is known to be empty, and may be.
 */
export function isSplitSafe(rows: readonly HidingRow[], threshold: number): boolean {
  const hidden = rows.filter(({ isTotalShown }) => !isTotalShown);
  const boundsOfHidden = boundsOfTotals(
    hidden.map(({ total }) => total),
    threshold,
  );
  const all = sum(rows.map(({ total }) => total));
  const columns = rows[0]?.parts.map((_, part) => sum(rows.map(({ parts }) => parts[part]!))) ?? [];
  return rows.every((row) => {
    const { min, max } = row.isTotalShown ? { min: row.total, max: row.total } : boundsOfHidden[hidden.indexOf(row)]!;
    return columns.every((column) => {
      if (column === 0) return true;
      return countIn({ min: Math.max(0, min + column - all), max: Math.min(max, column) }) >= threshold;
    });
  });
}
