import type { OwnerId } from '#shared/ids.ts';
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

/** A row of which only the total is shown. */
export const withoutSplits = (row: ShownRow): ShownRow => ({ ...row, bySex: 'withheld', byStatus: 'withheld' });

/** What nobody recorded is said to be not recorded, and is not a zero: of 274 people with no sex recorded, no women. */
export const sayUnrecorded = ({ total, bySex, byStatus }: ShownRow): ShownRow => ({
  total,
  bySex:
    bySex !== 'withheld' && bySex.notRecorded > 0 && !bySex.women && !bySex.men
      ? { ...bySex, women: null, men: null }
      : bySex,
  byStatus:
    byStatus !== 'withheld' && byStatus.notRecorded > 0 && !byStatus.civilian && !byStatus.military
      ? { ...byStatus, civilian: null, military: null }
      : byStatus,
});

/** The tables of a figure, and the figure itself, as somebody may see them. */
export interface ShownFigure {
  readonly whole: ShownRow;
  readonly byOwner: readonly FigureRow<OwnerId>[];
  readonly byYear: readonly FigureRow<number>[];
}

/** The figure and its tables exactly, for those who own every row. */
export function showExactly(rows: readonly ReachRow[]): ShownFigure {
  const owners = tableBy(rows, ({ ownerId }) => ownerId, null);
  return { whole: owners.totals, byOwner: owners.rows, byYear: tableBy(rows, ({ year }) => year, null).rows };
}

/**
 * The figure and its tables for others. Splits are shown along one axis at a time, by ministry or by year, so that no
 * two tables can be subtracted from one another; where both meet, only the total is shown
 * (docs/decisions/small-numbers.md).
 */
export function showProtected(
  rows: readonly ReachRow[],
  { ownerId, year }: { readonly ownerId?: OwnerId; readonly year?: number },
  threshold: number,
): ShownFigure {
  const owners = tableBy(rows, (row) => row.ownerId, threshold);
  const years = tableBy(rows, (row) => row.year, threshold);
  const network = coarsest(owners.totals, years.totals);
  if (ownerId === undefined && year === undefined) return { whole: network, byOwner: owners.rows, byYear: years.rows };
  const inside = rows.filter((row) => row.ownerId === (ownerId ?? row.ownerId) && row.year === (year ?? row.year));
  const coarse = <Key>(table: { readonly rows: readonly FigureRow<Key>[] }) =>
    table.rows.map((row) => ({ ...row, shown: withoutSplits(row.shown) }));
  const insideOwners = tableBy(inside, (row) => row.ownerId, threshold);
  const insideYears = tableBy(inside, (row) => row.year, threshold);
  const onAxis =
    year === undefined
      ? owners.rows.find(({ key }) => key === ownerId)
      : ownerId === undefined
        ? years.rows.find(({ key }) => key === year)
        : undefined;
  return {
    whole: onAxis?.shown ?? withoutSplits(coarsest(insideOwners.totals, insideYears.totals)),
    byOwner: coarse(insideOwners),
    byYear: coarse(insideYears),
  };
}
