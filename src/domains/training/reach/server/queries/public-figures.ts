import type { Reading } from '#platform/database/reading.ts';
import type { PublicationId } from '#shared/ids.ts';
import type { Publication, PublishedFigure, SnapshotScope } from '../../types.ts';
import type { ReachTables } from '../tables.ts';
import { toDefinition } from './definitions.ts';
import { listPublications, toSnapshot } from './snapshots.ts';

type ReachReading = Reading<ReachTables>;

/** The codes of the figures that the public is shown. */
export async function listPublicCodes({ db }: ReachReading): Promise<string[]> {
  return (await db.selectFrom('public_figure').select('code').orderBy('code').execute()).map(({ code }) => code);
}

/** What the public is shown now: the newest publication, and of its snapshots those of the chosen figures. */
export interface Published {
  readonly publication: Publication;
  readonly figures: readonly PublishedFigure[];
}

/** What the public is shown; null before the first publication. */
export async function findPublished(reading: ReachReading): Promise<Published | null> {
  const [publication] = await listPublications(reading, 1);
  return publication ? { publication, figures: await listOf(reading, publication.id) } : null;
}

/** One figure of what the public is shown; null where it is not among them. */
export async function findPublicFigure(
  reading: ReachReading,
  code: string,
  scope: SnapshotScope = {},
): Promise<PublishedFigure | null> {
  const published = await findPublished(reading);
  const isWanted = ({ snapshot }: PublishedFigure) => snapshot.code === code && isSameScope(snapshot.scope, scope);
  return published?.figures.find(isWanted) ?? null;
}

const isSameScope = (one: SnapshotScope, other: SnapshotScope): boolean =>
  (['owner', 'from', 'to', 'series', 'number', 'reported'] as const).every((name) => one[name] === other[name]);

/** The newest snapshots of public figures, of every publication; `limit` at most. */
export async function listPublishedFigures(reading: ReachReading, limit: number): Promise<PublishedFigure[]> {
  const rows = await chosen(reading)
    .orderBy('p.published_at', 'desc')
    .orderBy('s.code')
    .orderBy('s.scope')
    .limit(limit)
    .execute();
  return rows.map(toPublished);
}

async function listOf(reading: ReachReading, publicationId: PublicationId): Promise<PublishedFigure[]> {
  const rows = await chosen(reading).where('p.id', '=', publicationId).orderBy('s.code').orderBy('s.scope').execute();
  return rows.map(toPublished);
}

/** The published snapshots of the chosen figures, each with its definition. */
const chosen = ({ db }: ReachReading) =>
  db
    .selectFrom('snapshot as s')
    .innerJoin('publication as p', 'p.id', 's.publication_id')
    .innerJoin('public_figure as f', 'f.code', 's.code')
    .innerJoin('figure_definition as d', (join) =>
      join.onRef('d.code', '=', 's.code').onRef('d.version', '=', 's.version'),
    )
    .selectAll('s')
    .select(['p.published_at', 'd.unit', 'd.kind', 'd.filters', 'd.words', 'd.reason', 'd.made_by', 'd.made_at']);

type Row = Awaited<ReturnType<ReturnType<typeof chosen>['execute']>>[number];

const toPublished = ({
  published_at,
  unit,
  kind,
  filters,
  words,
  reason,
  made_by,
  made_at,
  ...row
}: Row): PublishedFigure => ({
  snapshot: toSnapshot(row, kind),
  definition: toDefinition({
    code: row.code,
    version: row.version,
    unit,
    kind,
    filters,
    words,
    reason,
    made_by,
    made_at,
  }),
  publishedAt: published_at,
});

/** Since when each public figure is published, by its code. */
export async function listFirstPublished({ db }: ReachReading): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom('snapshot as s')
    .innerJoin('publication as p', 'p.id', 's.publication_id')
    .innerJoin('public_figure as f', 'f.code', 's.code')
    .select(['s.code', ({ fn }) => fn.min('p.published_at').as('since')])
    .groupBy('s.code')
    .execute();
  return new Map(rows.map(({ code, since }) => [code, since]));
}
