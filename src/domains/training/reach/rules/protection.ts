import type { ReachSum } from '../types.ts';
import { isRowSafe, isSplitSafe } from './attack.ts';

/** One row of a table that is to leave an owner; each split adds up to the total. */
export interface TableRow {
  readonly total: number;
  readonly women: number;
  readonly men: number;
  readonly sexNotRecorded: number;
  readonly civilian: number;
  readonly military: number;
  readonly statusNotRecorded: number;
}

/**
 * A total as it may be shown: itself; "fewer than the threshold", and not nobody; or withheld, which is said of a row
 * that is not small, and of a sum of any size.
 */
export type ShownTotal = number | 'fewer' | 'withheld';

export interface ShownSex {
  /** Null: recorded of nobody. */
  readonly women: number | null;
  readonly men: number | null;
  readonly notRecorded: number;
}

export interface ShownStatus {
  readonly civilian: number | null;
  readonly military: number | null;
  readonly notRecorded: number;
}

/** A row as it may be shown: a split is there whole or withheld whole, and never zero or empty for what is withheld. */
export interface ShownRow {
  readonly total: ShownTotal;
  readonly bySex: ShownSex | 'withheld';
  readonly byStatus: ShownStatus | 'withheld';
}

/** A table as it may be shown: its rows in the order in which they were given, and the totals below them. */
export interface ShownTable {
  readonly rows: readonly ShownRow[];
  readonly totals: ShownRow;
}

/** A sum as a row of a table. */
export const toTableRow = ({ total, bySex, byStatus }: Pick<ReachSum, 'total' | 'bySex' | 'byStatus'>): TableRow => ({
  total,
  women: bySex.women,
  men: bySex.men,
  sexNotRecorded: bySex.notRecorded,
  civilian: byStatus.civilian,
  military: byStatus.military,
  statusNotRecorded: byStatus.notRecorded,
});

type Split = readonly [number, number, number];
const splits = {
  bySex: (row: TableRow): Split => [row.women, row.men, row.sexNotRecorded],
  byStatus: (row: TableRow): Split => [row.civilian, row.military, row.statusNotRecorded],
} as const;

/** Which rows, by place, do not show something; `all` also hides the totals below them. */
interface Hidden {
  readonly rows: ReadonlySet<number>;
  readonly all: boolean;
}

/**
 * Protects the small numbers of one table, by itself: what any other table shows is not considered
 * (docs/decisions/small-numbers.md). A number from 1 to `threshold` − 1 is never shown, nor so few others withheld that
 * it could be worked out from the totals by subtraction: of a part that is withheld, at least `threshold` whole
 * numbers stay possible, or it is known that nobody is in it; a total shown as "fewer" stays anything that this means.
 * Where withholding further rows does not suffice, the totals are withheld instead.
 * `threshold` is 3 or more: "fewer than 2" would say exactly 1.
 */
export function protectTable(rows: readonly TableRow[], threshold: number): ShownTable {
  if (!(threshold >= 3)) throw new RangeError('A threshold below 3 protects nobody.');
  const sums = addUp(rows);
  const totals = hideTotals(rows, sums, threshold);
  const bySex = hideSplit(rows, sums, splits.bySex, totals, threshold);
  const byStatus = hideSplit(rows, sums, splits.byStatus, totals, threshold);
  const show = (row: TableRow, total: ShownTotal, isHidden: (hidden: Hidden) => boolean): ShownRow => ({
    total,
    bySex: isHidden(bySex) ? 'withheld' : { women: row.women, men: row.men, notRecorded: row.sexNotRecorded },
    byStatus: isHidden(byStatus)
      ? 'withheld'
      : { civilian: row.civilian, military: row.military, notRecorded: row.statusNotRecorded },
  });
  const rowTotal = (total: number, at: number): ShownTotal =>
    totals.rows.has(at) ? (total < threshold ? 'fewer' : 'withheld') : total;
  // Of several rows with somebody in each, a sum of "fewer" would say too much.
  const hiddenSum = rows.filter(({ total }) => total > 0).length === 1 ? 'fewer' : 'withheld';
  return {
    rows: rows.map((row, at) => show(row, rowTotal(row.total, at), (hidden) => hidden.rows.has(at))),
    totals: show(sums, totals.all ? hiddenSum : sums.total, (hidden) => hidden.all),
  };
}

const isSmall = (n: number, threshold: number) => n > 0 && n < threshold;

function addUp(rows: readonly TableRow[]): TableRow {
  const sum = (number: keyof TableRow) => rows.reduce((all, row) => all + row[number], 0);
  return {
    total: sum('total'),
    women: sum('women'),
    men: sum('men'),
    sexNotRecorded: sum('sexNotRecorded'),
    civilian: sum('civilian'),
    military: sum('military'),
    statusNotRecorded: sum('statusNotRecorded'),
  };
}

/** Small totals, and the next smallest with them until subtraction from the sum gives none of them back. */
function hideTotals(rows: readonly TableRow[], sums: TableRow, threshold: number): Hidden {
  const small = placesOf(rows, (row) => isSmall(row.total, threshold));
  if (isSmall(sums.total, threshold)) return { rows: small, all: true };
  return widen(rows, small, (hidden) =>
    isRowSafe(
      rows.filter((_, at) => hidden.has(at)).map(({ total }) => total),
      threshold,
    ),
  );
}

/** The same for one split: where a part is small or the total is hidden, and as many more rows as it takes. */
function hideSplit(
  rows: readonly TableRow[],
  sums: TableRow,
  partsOf: (row: TableRow) => Split,
  totals: Hidden,
  threshold: number,
): Hidden {
  const hasSmall = (row: TableRow) => partsOf(row).some((part) => isSmall(part, threshold));
  const first = placesOf(rows, (row, at) => totals.rows.has(at) || hasSmall(row));
  if (totals.all || hasSmall(sums)) return { rows: first, all: true };
  return widen(rows, first, (hidden) => {
    const within = [...hidden].map((at) => ({
      total: rows[at]!.total,
      parts: partsOf(rows[at]!),
      isTotalShown: !totals.rows.has(at),
    }));
    return isSplitSafe(within, threshold);
  });
}

const placesOf = (rows: readonly TableRow[], holds: (row: TableRow, at: number) => boolean) =>
  new Set(rows.flatMap((row, at) => (holds(row, at) ? [at] : [])));

/** Adds the smallest row that is left, again and again, until it is safe; if it never is, hides the sums instead. */
function widen(
  rows: readonly TableRow[],
  first: ReadonlySet<number>,
  isSafe: (hidden: ReadonlySet<number>) => boolean,
): Hidden {
  const hidden = new Set(first);
  const left = rows.flatMap(({ total }, at) => (total > 0 && !first.has(at) ? [at] : []));
  left.sort((a, b) => rows[a]!.total - rows[b]!.total || a - b);
  while (!isSafe(hidden)) {
    const next = left.shift();
    if (next === undefined) return { rows: first, all: true };
    hidden.add(next);
  }
  return { rows: hidden, all: false };
}
