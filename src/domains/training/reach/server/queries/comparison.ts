import { sql, type Selectable } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { mayOpenSnapshot } from '../../access.ts';
import {
  compareSplits,
  isSameFigure,
  listPieceChanges,
  type MovedPiece,
  type SplitsComparison,
} from '../../rules/comparison.ts';
import type { ComputedFigure, CountedPiece, FigureDefinition, PieceChange, Snapshot } from '../../types.ts';
import type { PieceColumns, ReachTables } from '../tables.ts';
import { findDefinition } from './definitions.ts';
import { computeFigure } from './snapshots.ts';

type ReachReading = Reading<ReachTables>;

/** How many moved pieces are read at most. */
const mostMoved = 500;

/** A snapshot beside the same figure computed again, and what became of its records, as this actor may see it. */
export interface SnapshotComparison extends SplitsComparison {
  /** The figure now, by the definition that the snapshot was taken by. */
  readonly computed: ComputedFigure;
  readonly isSame: boolean;
  /** By how much it differs; null where one of the two is withheld. */
  readonly difference: number | null;
  /** The definition by which it is computed today, where that is another version, and its value. */
  readonly newer: ComputedFigure | null;
  /** Null for those who see counts alone. */
  readonly pieces: readonly PieceChange[] | null;
  /** There were more than are told. */
  readonly hasMorePieces: boolean;
}

/** Computes a snapshot's figure again and says what changed and why. */
export async function compareSnapshot(reading: ReachReading, snapshot: Snapshot): Promise<SnapshotComparison> {
  const definition = (await findDefinition(reading, snapshot.code, snapshot.version))!;
  const newest = (await findDefinition(reading, snapshot.code))!;
  const computed = await computeFigure(reading, definition, snapshot.scope);
  const compared = compareSplits(snapshot.splits, computed.splits);
  const { rows, countries } = snapshot.splits;
  const opens = mayOpenSnapshot(reading.actor) && (rows ?? countries) !== undefined;
  const moved = opens ? await listMovedPieces(reading, snapshot, definition) : [];
  return {
    ...compared,
    computed,
    isSame: isSameFigure(compared) && snapshot.value === computed.value,
    difference: computed.value === null || snapshot.value === null ? null : computed.value - snapshot.value,
    newer: newest.version === definition.version ? null : await computeFigure(reading, newest, snapshot.scope),
    pieces: opens ? listPieceChanges(moved.slice(0, mostMoved)) : null,
    hasMorePieces: moved.length > mostMoved,
  };
}

/** The pieces that stood in a snapshot, the sessions of the latest years first: as far as this actor may see them. */
export async function listStoodPieces(
  reading: ReachReading,
  snapshot: Snapshot,
  limit = mostMoved,
): Promise<{ readonly pieces: CountedPiece[]; readonly hasMore: boolean }> {
  const definition = (await findDefinition(reading, snapshot.code, snapshot.version))!;
  const rows = await piecesOf(reading, snapshot, definition)
    .selectAll('p')
    .where('p.entered_position', '<=', snapshot.position)
    .where(({ eb, or }) => or([eb('p.left_position', 'is', null), eb('p.left_position', '>', snapshot.position)]))
    .orderBy('p.year', 'desc')
    .orderBy('p.id')
    .limit(limit + 1)
    .execute();
  return { pieces: rows.slice(0, limit).map(toPiece), hasMore: rows.length > limit };
}

/** The pieces of a figure's kind, ministry and years. */
function piecesOf({ db }: ReachReading, { scope }: Snapshot, { kind, filters }: FigureDefinition) {
  const [from, to] = [
    Math.max(scope.from ?? 0, filters.firstYear ?? 0),
    Math.min(scope.to ?? 9999, filters.lastYear ?? 9999),
  ];
  const matching = db.selectFrom('counted_piece as p').where('p.kind', '=', kind!).where('p.year', '>=', from);
  const inYears = matching.where('p.year', '<=', to);
  // Of a ministry with what it claimed; of the network each session once.
  return scope.owner ? inYears.where('p.owner_id', '=', scope.owner) : inYears.where('p.is_claim', '=', false);
}

async function listMovedPieces(
  reading: ReachReading,
  snapshot: Snapshot,
  definition: FigureDefinition,
): Promise<MovedPiece[]> {
  const { position } = snapshot;
  const rows = await piecesOf(reading, snapshot, definition)
    .where(({ eb, or, and }) =>
      or([
        and([eb('p.left_position', '>', position), eb('p.entered_position', '<=', position)]),
        and([eb('p.entered_position', '>', position), eb('p.left_position', 'is', null)]),
      ]),
    )
    .selectAll('p')
    .select([
      sql<string>`p.hash::text`.as('hash'),
      sql<boolean>`exists (select from counted_piece o where o.session_id = p.session_id and o.owner_id = p.owner_id
        and o.left_position is null)`.as('stands_elsewhere'),
      sql<boolean>`exists (select from reach_adjustment a where a.session_id = p.session_id
        and not exists (select from adjustment_withdrawal w where w.adjustment_id = a.id))`.as('is_left_out'),
    ])
    .orderBy(sql`greatest(p.entered_position, p.left_position)`, 'desc')
    .limit(mostMoved + 1)
    .execute();
  return rows.map((row) => ({
    piece: toPiece(row),
    hash: row.hash,
    stands: row.left_position === null,
    at: row.left_at ?? row.entered_at,
    standsElsewhere: row.stands_elsewhere,
    isLeftOut: row.is_left_out,
  }));
}

const toPiece = (row: Selectable<PieceColumns>): CountedPiece => ({
  ...{ ownerId: row.owner_id, year: row.year, sessionId: row.session_id, versionId: row.version_id },
  ...{
    jointCountId: row.joint_count_id,
    isClaim: row.is_claim,
    sessions: row.sessions,
    uncountedSessions: row.uncounted_sessions,
  },
  ...{ heldSessions: row.held_sessions, total: row.total, women: row.women, men: row.men, civilian: row.civilian },
  ...{ military: row.military, womenCivilian: row.women_civilian, womenMilitary: row.women_military },
  ...{ menCivilian: row.men_civilian, menMilitary: row.men_military, withheldSex: row.withheld_sex },
  ...{ withheldStatus: row.withheld_status, withheldBoth: row.withheld_both },
});
