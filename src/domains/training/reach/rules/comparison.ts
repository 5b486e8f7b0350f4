import type { OwnerId } from '#shared/ids.ts';
import type {
  CountedPiece,
  FigureSplits,
  FrozenRecord,
  FrozenRow,
  PeerCountry,
  PieceChange,
  PieceChangeReason,
} from '../types.ts';

/** One ministry and year of a figure, when it was frozen and now; null: nothing was counted there. */
export interface RowChange {
  readonly ownerId: OwnerId;
  readonly year: number;
  readonly before: FrozenRow | null;
  readonly now: FrozenRow | null;
}

/** A record of another domain, or a country, that is not what it was. */
export interface RecordChange {
  readonly record: string;
  readonly what: 'added' | 'removed' | 'changed';
}

/** What is not the same any more of what a figure is made of. */
export interface SplitsComparison {
  readonly rows: readonly RowChange[];
  readonly records: readonly RecordChange[];
  readonly countries: readonly RecordChange[];
}

/** Both sides of everything that is on either. */
function pair<One>(before: readonly One[], now: readonly One[], keyOf: (one: One) => string) {
  const [first, second] = [before, now].map((side) => new Map(side.map((one) => [keyOf(one), one])));
  const keys = [...new Set([...first!.keys(), ...second!.keys()])].sort();
  return keys.map((key) => ({ key, before: first!.get(key) ?? null, now: second!.get(key) ?? null }));
}

const listRecordChanges = <One>(
  [before, now]: readonly [readonly One[], readonly One[]],
  keyOf: (one: One) => string,
  isSame: (one: One, other: One) => boolean,
): RecordChange[] =>
  pair(before, now, keyOf).flatMap(({ key, before: was, now: is }): RecordChange[] => {
    if (was && is) return isSame(was, is) ? [] : [{ record: key, what: 'changed' }];
    return [{ record: key, what: is ? 'added' : 'removed' }];
  });

/** What differs between a figure as it was frozen and as it is. A row differs also where only its records were exchanged. */
export function compareSplits(before: FigureSplits, now: FigureSplits): SplitsComparison {
  const rows = pair(before.rows ?? [], now.rows ?? [], ({ year, ownerId }) => `${year} ${ownerId}`)
    .filter((row) => row.before?.setHash !== row.now?.setHash)
    .map(({ before: was, now: is }) => ({ ...keyOfRow((was ?? is)!), before: was, now: is }));
  return {
    rows,
    records: listRecordChanges<FrozenRecord>(
      [before.records ?? [], now.records ?? []],
      ({ record }) => record,
      (one, other) => one.hash === other.hash,
    ),
    countries: listRecordChanges<PeerCountry>(
      [before.countries ?? [], now.countries ?? []],
      ({ countryCode }) => countryCode,
      (one, other) =>
        (['sessions', 'since', 'attendances', 'openSessions'] as const).every((key) => one[key] === other[key]),
    ),
  };
}

const keyOfRow = ({ ownerId, year }: FrozenRow) => ({ ownerId, year });

/** Whether nothing differs. */
export const isSameFigure = ({ rows, records, countries }: SplitsComparison): boolean =>
  rows.length + records.length + countries.length === 0;

/** A piece that stood in a snapshot and left, or that stands now and entered since. */
export interface MovedPiece {
  readonly piece: CountedPiece;
  readonly hash: string;
  readonly stands: boolean;
  readonly at: Date;
  /** Whether another piece of the same session stands in some figure. */
  readonly standsElsewhere: boolean;
  /** Whether its session stands outside, and is left out of the sums. */
  readonly isLeftOut: boolean;
}

/** What became of each piece, the latest change first. What left and came back just as it was did not change. */
export function listPieceChanges(moved: readonly MovedPiece[]): PieceChange[] {
  const keyOf = ({ piece }: MovedPiece) => piece.sessionId ?? `joint ${piece.jointCountId}`;
  const pairs = pair(
    moved.filter(({ stands }) => !stands),
    moved.filter(({ stands }) => stands),
    keyOf,
  );
  return pairs
    .filter(({ before, now }) => before?.hash !== now?.hash)
    .map(({ before, now }) => ({
      before: before?.piece ?? null,
      now: now?.piece ?? null,
      why: reasonOf(before, now),
      at: (now ?? before)!.at,
    }))
    .sort((a, b) => Number(b.at) - Number(a.at));
}

function reasonOf(before: MovedPiece | null, now: MovedPiece | null): PieceChangeReason {
  if ((before ?? now)!.piece.sessionId === null) return now ? 'left-together' : 'taken-back';
  if (!before) return now!.piece.isClaim ? 'claimed' : 'released';
  if (!now) return reasonGone(before);
  return before.piece.versionId === now.piece.versionId ? 'regrouped' : 'corrected';
}

function reasonGone({ piece, standsElsewhere, isLeftOut }: MovedPiece): PieceChangeReason {
  if (standsElsewhere) return 'moved';
  if (isLeftOut) return 'left-out';
  return piece.isClaim ? 'unclaimed' : 'withdrawn';
}
