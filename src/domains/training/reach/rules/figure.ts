import { sumRows } from '../rules.ts';
import type { ReachRow, ReachSum } from '../types.ts';
import { protectTable, toTableRow, type ShownRow, type ShownTable } from './protection.ts';

/** One line of a figure's table: how many sessions, and their numbers as they may be shown. */
export interface FigureRow<Key> {
  readonly key: Key;
  readonly sessions: number;
  readonly uncountedSessions: number;
  readonly shown: ShownRow;
}

/** Numbers as they are, for those who own them. */
const exactly = ({ total, bySex, byStatus }: ReachSum): ShownRow => ({ total, bySex, byStatus });

/** Rows of one kind grouped by a key, and their totals; protected unless `threshold` is null. */
export function tableBy<Key>(
  rows: readonly ReachRow[],
  keyOf: (row: ReachRow) => Key,
  threshold: number | null,
): { readonly rows: FigureRow<Key>[]; readonly totals: ShownRow } {
  const keys = [...new Set(rows.map(keyOf))];
  const sums = keys.map((key) => sumRows(rows.filter((row) => keyOf(row) === key)));
  const shown: ShownTable =
    threshold === null
      ? { rows: sums.map(exactly), totals: exactly(sumRows(rows)) }
      : protectTable(sums.map(toTableRow), threshold);
  return {
    rows: keys.map((key, at) => {
      const { sessions, uncountedSessions } = sums[at]!;
      return { key, sessions, uncountedSessions, shown: shown.rows[at]! };
    }),
    totals: shown.totals,
  };
}

/** The totals under several tables of the same rows: what one of them withholds, none may show. */
export const coarsest = (first: ShownRow, second: ShownRow): ShownRow => ({
  total: typeof first.total === 'number' ? second.total : first.total,
  bySex: first.bySex === 'withheld' ? 'withheld' : second.bySex,
  byStatus: first.byStatus === 'withheld' ? 'withheld' : second.byStatus,
});

/** The split by sex and status together, withheld whole where a cell is small or a margin is withheld. */
export function showBoth(sum: ReachSum, whole: ShownRow, threshold: number | null): ReachSum['byBoth'] | 'withheld' {
  if (threshold === null) return sum.byBoth;
  const isSmall = Object.values(sum.byBoth).some((n) => n > 0 && n < threshold);
  const isHidden = whole.bySex === 'withheld' || whole.byStatus === 'withheld' || typeof whole.total !== 'number';
  return isSmall || isHidden ? 'withheld' : sum.byBoth;
}
