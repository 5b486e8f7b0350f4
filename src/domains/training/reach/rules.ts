import type { OwnerId } from '#shared/ids.ts';
import type { Occurrence, ReleasedCount, SessionKind } from '#domains/training/sessions/types.ts';
import type { Counted, ReachRow, ReachSum } from './types.ts';

/** A sum for each kind that occurs. There is no sum over kinds: they are kept apart. */
export type SumsByKind = ReadonlyMap<SessionKind, ReachSum>;

/** The kind whose total is the headline figure, *attendances*; the others stand beside it as figures of their own. */
export const headlineKind: SessionKind = 'peers_at_home';

/** A released session, as far as it matters for a sum. */
export interface CountedSession extends ReleasedCount {
  readonly ownerId: OwnerId;
  readonly year: number;
  readonly kind: SessionKind;
  readonly occurrence: Occurrence;
}

const margins = [
  'total',
  'women',
  'men',
  'civilian',
  'military',
  'womenCivilian',
  'womenMilitary',
  'menCivilian',
  'menMilitary',
] as const;

/** What one released session adds to its row: nothing unless it was held, and no part of an unknown total. */
export function rowOf({ ownerId, year, kind, occurrence, ...count }: CountedSession): ReachRow {
  const isHeld = occurrence === 'held';
  const isCounted = isHeld && count.total !== null;
  const counted = Object.fromEntries(margins.map((margin) => [margin, isCounted ? (count[margin] ?? 0) : 0]));
  const sessions = Number(isHeld);
  return { ownerId, year, kind, sessions, uncountedSessions: sessions - Number(isCounted), ...(counted as Counted) };
}

/** Adds up rows of one kind. Rows of several kinds are never added: that throws, as it is our mistake. */
export function sumRows(rows: readonly ReachRow[]): ReachSum {
  if (new Set(rows.map(({ kind }) => kind)).size > 1) throw new Error('Kinds of sessions are kept apart, never added.');
  const of = (number: keyof Counted | 'sessions' | 'uncountedSessions') =>
    rows.reduce((sum, row) => sum + row[number], 0);
  const total = of('total');
  const split = <Part extends keyof Counted>(parts: readonly Part[]) => {
    const counted = Object.fromEntries(parts.map((part) => [part, of(part)])) as Record<Part, number>;
    const recorded = parts.reduce((sum, part) => sum + counted[part], 0);
    return { ...counted, notRecorded: total - recorded };
  };
  return {
    sessions: of('sessions'),
    uncountedSessions: of('uncountedSessions'),
    total,
    bySex: split(['women', 'men']),
    byStatus: split(['civilian', 'military']),
    byBoth: split(['womenCivilian', 'womenMilitary', 'menCivilian', 'menMilitary']),
  };
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

const mapValues = <Key, From, To>(map: ReadonlyMap<Key, From>, to: (value: From) => To) =>
  new Map([...map].map(([key, value]): [Key, To] => [key, to(value)]));

/** The sum of each kind. */
export const sumByKind = (rows: readonly ReachRow[]): SumsByKind =>
  mapValues(
    groupBy(rows, ({ kind }) => kind),
    sumRows,
  );

/** The sums of each owner, kind by kind. */
export const sumByOwner = (rows: readonly ReachRow[]): ReadonlyMap<OwnerId, SumsByKind> =>
  mapValues(
    groupBy(rows, ({ ownerId }) => ownerId),
    sumByKind,
  );

/** The sums of each year, kind by kind, earliest first. */
export const sumByYear = (rows: readonly ReachRow[]): ReadonlyMap<number, SumsByKind> =>
  mapValues(
    groupBy(
      [...rows].sort((a, b) => a.year - b.year),
      ({ year }) => year,
    ),
    sumByKind,
  );

/** The headline figure: attendances of peers at home, zero rows giving a sum of nothing. */
export const sumHeadline = (rows: readonly ReachRow[]): ReachSum =>
  sumRows(rows.filter(({ kind }) => kind === headlineKind));
