import { sql, type Selectable } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { PublicationId, SnapshotId } from '#shared/ids.ts';
import { readSplits } from './splits.ts';
import type {
  ComputedFigure,
  FigureDefinition,
  FigureUse,
  Publication,
  PublishableFigure,
  Snapshot,
  SnapshotHead,
  SnapshotScope,
} from '../../types.ts';
import type { ReachTables, SplitsColumn } from '../tables.ts';

type ReachReading = Reading<ReachTables>;

const headColumns = [
  ...(['id', 'publication_id', 'owner_id', 'code', 'version', 'scope', 'as_at', 'position', 'value'] as const),
  ...(['fingerprint', 'previous', 'taken_at'] as const),
] as const;
type HeadRow = Pick<ReachTables['snapshot'], (typeof headColumns)[number]>;

const toHead = ({ publication_id, owner_id, as_at, taken_at, ...row }: HeadRow): SnapshotHead => ({
  ...row,
  ...{ publicationId: publication_id, ownerId: owner_id, asAt: as_at, takenAt: taken_at },
});

const isScope = (scope: SnapshotScope) => sql<boolean>`snapshot.scope = ${JSON.stringify(scope)}::jsonb`;

/** Which snapshots are asked for. */
export interface SnapshotFilter {
  readonly code?: string;
  /** Exactly this scope; left out: any. */
  readonly scope?: SnapshotScope;
  readonly publicationId?: PublicationId;
  /** Only those of a publication. */
  readonly isPublished?: boolean;
}

/** Snapshots without their splits, the newest first; `limit` at most. */
export async function listSnapshots(
  { db }: ReachReading,
  { code, scope, publicationId, isPublished }: SnapshotFilter = {},
  limit = 200,
): Promise<SnapshotHead[]> {
  let matching = db.selectFrom('snapshot').select(headColumns);
  if (code) matching = matching.where('code', '=', code);
  if (scope) matching = matching.where(isScope(scope));
  if (publicationId) matching = matching.where('publication_id', '=', publicationId);
  if (isPublished) matching = matching.where('publication_id', 'is not', null);
  const rows = await matching.orderBy('taken_at', 'desc').orderBy('code').orderBy('scope').limit(limit).execute();
  return rows.map(toHead);
}

/** One snapshot; null where there is none. */
export async function findSnapshot({ db }: ReachReading, id: SnapshotId): Promise<Snapshot | null> {
  const row = await db
    .selectFrom('snapshot as s')
    .innerJoin('figure_definition as d', (join) =>
      join.onRef('d.code', '=', 's.code').onRef('d.version', '=', 's.version'),
    )
    .selectAll('s')
    .select('d.kind')
    .where('s.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { kind, ...snapshot } = row;
  return toSnapshot(snapshot, kind);
}

/** A row as a snapshot of a figure of that kind. */
export const toSnapshot = (
  { splits, taken_by: _, ...head }: Selectable<ReachTables['snapshot']>,
  kind: FigureDefinition['kind'],
): Snapshot => ({ ...toHead(head), splits: readSplits(splits, kind) });

/** The newest published snapshot of a figure; null before the first. */
export async function findLatestSnapshot(
  reading: ReachReading,
  code: string,
  scope: SnapshotScope = {},
): Promise<Snapshot | null> {
  const [latest] = await listSnapshots(reading, { code, scope, isPublished: true }, 1);
  return latest ? findSnapshot(reading, latest.id) : null;
}

/** The publications, the newest first; `limit` at most. */
export async function listPublications({ db }: ReachReading, limit = 200): Promise<Publication[]> {
  const rows = await db
    .selectFrom('publication as p')
    .innerJoin('snapshot as s', 's.publication_id', 'p.id')
    .select(['p.id', 'p.note', 'p.published_at', 'p.position', ({ fn }) => fn.countAll<number>().as('snapshots')])
    .groupBy('p.id')
    .orderBy('p.published_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ published_at, ...row }) => ({ ...row, publishedAt: published_at }));
}

/** A figure as it is now, from what everybody sees, by one version of its definition. */
export async function computeFigure(
  { db }: ReachReading,
  definition: FigureDefinition,
  scope: SnapshotScope = {},
): Promise<ComputedFigure> {
  const { code, version, kind } = definition;
  const computed = sql<{ value: number | null; splits: SplitsColumn | null; as_at: Date }>`(
    select c.* from figure_definition d, compute_figure(d, ${JSON.stringify(scope)}::jsonb) c
    where d.code = ${code} and d.version = ${version})`.as('computed');
  const { value, splits, as_at } = await db.selectFrom(computed).selectAll().executeTakeFirstOrThrow();
  return { definition, scope, value, splits: readSplits(splits ?? {}, kind), asAt: as_at };
}

/** The figures of which there is something to publish, each beside its newest published snapshot. */
export async function listPublishable({ db }: ReachReading): Promise<PublishableFigure[]> {
  const figures = sql<{
    code: string;
    scope: SnapshotScope;
    value: number | null;
    before: SnapshotId | null;
    before_value: number | null;
    is_same: boolean | null;
  }>`(select f.code, f.scope, c.value, s.id as before, s.value as before_value, s.fingerprint =
      encode(sha256(convert_to(fingerprinted(f.code, d.version, f.scope, c.value, c.splits), 'UTF8')), 'hex') as is_same
    from public_figures() f cross join lateral newest_definition(f.code) d cross join lateral compute_figure(d, f.scope) c
      left join lateral (select * from snapshot s where s.code = f.code and s.scope = f.scope
        and s.publication_id is not null order by s.taken_at desc limit 1) s on true)`.as('figures');
  const rows = await db.selectFrom(figures).selectAll().orderBy('code').execute();
  return rows.map(({ before, before_value, is_same, ...row }) => ({
    ...row,
    before: before && { id: before, value: before_value },
    isSame: is_same ?? false,
  }));
}

/** Whether a snapshot still says what it said, and the ledger at its position still gives its numbers. */
export async function isVerified({ db }: ReachReading, id: SnapshotId): Promise<boolean> {
  const verified = sql<{ verified: boolean | null }>`(select verify_snapshot(${id}) as verified)`.as('checked');
  return (await db.selectFrom(verified).selectAll().executeTakeFirstOrThrow()).verified ?? false;
}

/** The text of which the fingerprint of a snapshot is the SHA-256. */
export async function findFingerprinted({ db }: ReachReading, id: SnapshotId): Promise<string | null> {
  const row = await db
    .selectFrom('snapshot')
    .select(sql<string>`fingerprinted(code, version, scope, value, splits)`.as('text'))
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.text ?? null;
}

/** Where snapshots were used, the first use first. */
export async function listUses({ db }: ReachReading, ids: readonly SnapshotId[]): Promise<FigureUse[]> {
  type Row = Pick<ReachTables['figure_use'], 'snapshot_id' | 'place' | 'address' | 'used_at'> & {
    used_by: FigureUse['usedBy'];
  };
  const rows = await db
    .selectFrom(sql<Row>`figure_uses(${ids}::uuid[])`.as('uses'))
    .selectAll()
    .execute();
  return rows.map(({ snapshot_id, used_at, used_by, ...row }) => ({
    ...{ ...row, snapshotId: snapshot_id, usedAt: used_at, usedBy: used_by },
  }));
}
