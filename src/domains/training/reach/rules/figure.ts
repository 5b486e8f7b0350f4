import type { OwnerId } from '#shared/ids.ts';
import { sumRows } from '../rules.ts';
import type { ReachRow, ReachSum, SharedPart } from '../types.ts';
import { showSum, type ShownRow } from './shown.ts';

/** One line of a figure's table: how many sessions, and their numbers as they may be shown. */
export interface FigureRow<Key> {
  readonly key: Key;
  readonly sessions: number;
  readonly uncountedSessions: number;
  /** Of how many the total was recorded and waits, because it is too small. */
  readonly heldSessions: number;
  readonly shown: ShownRow;
  /** What of it was claimed of another ministry's sessions. */
  readonly shared: SharedPart;
}

/** What of some rows was claimed. */
export const sharedOf = (claimed: readonly ReachRow[]): SharedPart => ({
  sessions: claimed.reduce((sum, row) => sum + row.sessions, 0),
  attendances: claimed.reduce((sum, row) => sum + row.total, 0),
});

/** Rows of one kind grouped by a key, each with its sum; those that were claimed are told within it. */
export function tableBy<Key>(
  own: readonly ReachRow[],
  keyOf: (row: ReachRow) => Key,
  claimed: readonly ReachRow[] = [],
): FigureRow<Key>[] {
  const rows = [...own, ...claimed];
  return [...new Set(rows.map(keyOf))].map((key) => {
    const isOfKey = (row: ReachRow) => keyOf(row) === key;
    const sum = sumRows(rows.filter(isOfKey));
    const shared = sharedOf(claimed.filter(isOfKey));
    const { sessions, uncountedSessions, heldSessions } = sum;
    return { key, sessions, uncountedSessions, heldSessions, shown: showSum(sum), shared };
  });
}

/** The tables of a figure, and the figure itself. */
export interface ShownFigure {
  readonly sum: ReachSum;
  readonly whole: ShownRow;
  /** Each ministry with what it claimed: together they count shared sessions more than once. */
  readonly byOwner: readonly FigureRow<OwnerId>[];
  /** Each session once, so that the rows add up to the figure: for the network, under its owner. */
  readonly once: readonly FigureRow<OwnerId>[];
  readonly byYear: readonly FigureRow<number>[];
  /** What of `byOwner` was claimed: the sum of its rows less this is the figure of the network. */
  readonly shared: SharedPart;
}

/**
 * What the figures of the ministries add up to: more than the network's, by what is shared. A total that is withheld adds
 * nothing, here and there.
 */
export const sumOfCountries = ({ byOwner }: Pick<ShownFigure, 'byOwner'>): SharedPart => ({
  sessions: byOwner.reduce((sum, row) => sum + row.sessions, 0),
  attendances: byOwner.reduce((sum, { shown: { total } }) => sum + (typeof total === 'number' ? total : 0), 0),
});

/**
 * The figure and its tables from rows of one kind: those of the owners, and those that co-owners claimed. A ministry's own
 * figure has both; the network counts each session once, for its owner.
 */
export function showFigure(own: readonly ReachRow[], claimed: readonly ReachRow[], isOfMinistry: boolean): ShownFigure {
  const counted = isOfMinistry ? claimed : [];
  const sum = sumRows([...own, ...counted]);
  return {
    sum,
    whole: showSum(sum),
    byOwner: tableBy(own, ({ ownerId }) => ownerId, claimed),
    once: tableBy(own, ({ ownerId }) => ownerId, counted),
    byYear: tableBy(own, ({ year }) => year, counted),
    shared: sharedOf(claimed),
  };
}
