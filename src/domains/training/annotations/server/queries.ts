import type { Reading } from '#platform/database/reading.ts';
import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { AnnotationId } from '#shared/ids.ts';
import type { Annotation } from '../types.ts';
import type { AnnotationTables } from './tables.ts';

type AnnotationReading = Reading<AnnotationTables>;

const select = ({ db }: Pick<AnnotationReading, 'db'>) =>
  db
    .selectFrom('annotation as a')
    .leftJoin('annotation_release as r', 'r.annotation_id', 'a.id')
    .selectAll('a')
    .select('r.released_at');
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

const toAnnotation = (row: Row): Annotation => ({
  id: row.id,
  ownerId: row.owner_id,
  kind: row.kind,
  year: row.year,
  number: row.number,
  note: row.note,
  language: row.language,
  writtenAt: row.written_at,
  releasedAt: row.released_at,
});

/** Every version to the figures of a kind: all of one's own ministry, and what the others released. */
export async function listAnnotations(reading: AnnotationReading, kind: SessionKind): Promise<Annotation[]> {
  const rows = await select(reading).where('a.kind', '=', kind).orderBy('a.written_at').execute();
  return rows.map(toAnnotation);
}

/** One version; null where there is none for the actor. */
export async function findAnnotation(reading: AnnotationReading, id: AnnotationId): Promise<Annotation | null> {
  const row = await select(reading).where('a.id', '=', id).executeTakeFirst();
  return row ? toAnnotation(row) : null;
}
