import { unitOf, type SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId } from '#shared/ids.ts';
import { sumRows } from '../rules.ts';
import type { ReachRow, ReachSum } from '../types.ts';
import { notCounted, showSum, type ShownRow } from './shown.ts';

/** One line of a figure's table: how many sessions, and their numbers as they may be shown. */
export interface FigureRow<Key> {
  readonly key: Key;
  readonly sessions: number;
  readonly uncountedSessions: number;
  /** Of how many the total was recorded and waits, because it is too small. */
  readonly heldSessions: number;
  readonly shown: ShownRow;
}

/** Rows of one kind grouped by a key, each with its sum. */
export function tableBy<Key>(rows: readonly ReachRow[], keyOf: (row: ReachRow) => Key): FigureRow<Key>[] {
  return [...new Set(rows.map(keyOf))].map((key) => {
    const alike = rows.filter((row) => keyOf(row) === key);
    const sum = sumRows(alike);
    const { sessions, uncountedSessions, heldSessions } = sum;
    return { key, sessions, uncountedSessions, heldSessions, shown: showOf(alike[0]!.kind, sum) };
  });
}

const showOf = (kind: SessionKind | undefined, sum: ReachSum): ShownRow =>
  kind && unitOf(kind) === 'sessions' ? notCounted : showSum(sum);

/** The tables of a figure, and the figure itself. */
export interface ShownFigure {
  readonly sum: ReachSum;
  readonly whole: ShownRow;
  readonly byOwner: readonly FigureRow<OwnerId>[];
  readonly byYear: readonly FigureRow<number>[];
}

/** The figure and its tables from rows of one kind; of which, where there may be none. */
export function showFigure(rows: readonly ReachRow[], kind = rows[0]?.kind): ShownFigure {
  const sum = sumRows(rows);
  return {
    sum,
    whole: showOf(kind, sum),
    byOwner: tableBy(rows, ({ ownerId }) => ownerId),
    byYear: tableBy(rows, ({ year }) => year),
  };
}
