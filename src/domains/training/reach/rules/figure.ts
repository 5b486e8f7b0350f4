import { unitOf, type SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId } from '#shared/ids.ts';
import { sumRows } from '../rules.ts';
import type { ReachRow, ReachSum, SharedPart } from '../types.ts';
import { notCounted, showSum, type ShownRow } from './shown.ts';

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
export const sharedOf = (rows: readonly ReachRow[]): SharedPart => ({
  sessions: rows.reduce((sum, { sharedSessions = 0 }) => sum + sharedSessions, 0),
  attendances: rows.reduce((sum, { sharedTotal = 0 }) => sum + sharedTotal, 0),
});

/** Rows of one kind grouped by a key, each with its sum; those that were claimed are told within it. */
export function tableBy<Key>(
  own: readonly ReachRow[],
  keyOf: (row: ReachRow) => Key,
  claimed: readonly ReachRow[] = [],
): FigureRow<Key>[] {
  const rows = [...own, ...claimed];
  return [...new Set(rows.map(keyOf))].map((key) => {
    const alike = rows.filter((row) => keyOf(row) === key);
    const sum = sumRows(alike);
    const shared = sharedOf(alike);
    const { sessions, uncountedSessions, heldSessions } = sum;
    return { key, sessions, uncountedSessions, heldSessions, shown: showOf(alike[0]!.kind, sum), shared };
  });
}

const showOf = (kind: SessionKind | undefined, sum: ReachSum): ShownRow =>
  kind && unitOf(kind) === 'sessions' ? notCounted : showSum(sum);

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
export const sumOfCountries = (rows: readonly Pick<FigureRow<unknown>, 'sessions' | 'shown'>[]): SharedPart => ({
  sessions: rows.reduce((sum, row) => sum + row.sessions, 0),
  attendances: rows.reduce((sum, { shown: { total } }) => sum + (typeof total === 'number' ? total : 0), 0),
});

/** How the figures of the ministries become the network's. */
export interface Bridge {
  readonly sums: SharedPart;
  /** What is in several of them: taken off, so that each session counts once. */
  readonly shared: SharedPart;
  readonly network: { readonly sessions: number; readonly total: ShownRow['total'] };
}

/** The way from the countries to the network; null where nothing is shared, and the sum is the network's figure. */
export const bridgeOf = (
  rows: readonly Pick<FigureRow<unknown>, 'sessions' | 'shown' | 'shared'>[],
  network: Bridge['network'],
): Bridge | null => {
  const shared = {
    sessions: rows.reduce((sum, row) => sum + row.shared.sessions, 0),
    attendances: rows.reduce((sum, row) => sum + row.shared.attendances, 0),
  };
  const sums = sumOfCountries(rows);
  // Where only some of the ministries are shown, there is no way to the network.
  const addsUp = sums.sessions - shared.sessions === network.sessions;
  return shared.sessions > 0 && addsUp ? { sums, shared, network } : null;
};

/** What co-owners claimed of a figure's sessions, and whether it is of one ministry, whose own figure has that too. */
export interface Claimed {
  readonly rows: readonly ReachRow[];
  readonly isOfMinistry: boolean;
}

/**
 * The figure and its tables from rows of one kind; of which, where there may be none. The network counts each session once,
 * for its owner.
 */
export function showFigure(
  own: readonly ReachRow[],
  kind = own[0]?.kind,
  { rows: claimed, isOfMinistry }: Claimed = { rows: [], isOfMinistry: false },
): ShownFigure {
  const counted = isOfMinistry ? claimed : [];
  const sum = sumRows([...own, ...counted]);
  return {
    sum,
    whole: showOf(kind, sum),
    byOwner: tableBy(own, ({ ownerId }) => ownerId, claimed),
    once: tableBy(own, ({ ownerId }) => ownerId, counted),
    byYear: tableBy(own, ({ year }) => year, counted),
    shared: sharedOf([...own, ...claimed]),
  };
}
