import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { AnnotationId, PersonId } from '#shared/ids.ts';
import { mayAnnotate } from '../access.ts';
import { AnnotationMissing, AnnotationStale, MayNotAnnotate } from '../errors.ts';
import type { AnnotationForm } from '../schema.ts';
import type { Annotated, Annotation } from '../types.ts';
import { findAnnotation } from './queries.ts';
import type { AnnotationTables } from './tables.ts';

type AnnotationWork = Work<AnnotationTables>;

/** Writes a version of what a ministry says to its figure. The same one sent twice is written once. */
export async function writeAnnotation(work: AnnotationWork, form: AnnotationForm, language: string): Promise<void> {
  if (!mayAnnotate(work.actor, form)) throw new MayNotAnnotate();
  await holdFigure(work, form);
  const { id, ownerId, kind, year, note } = form;
  const sent = await work.ask(findAnnotation, id);
  if (sent && sent.note === note) return;
  if (sent) throw new AnnotationStale();
  const written = await work.db
    .insertInto('annotation')
    .values({
      ...{ id, owner_id: ownerId, kind, year, note, language, written_by: work.actor.personId as PersonId },
      number: (await latestNumber(work, form)) + 1,
      written_at: work.now,
    })
    // Somebody elsewhere may have used the id; what is theirs is not told.
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) throw new AnnotationStale();
}

/** Lets the network read the newest version. Doing it twice is harmless. */
export async function releaseAnnotation(work: AnnotationWork, id: AnnotationId): Promise<void> {
  const version = await holdOwn(work, id);
  if (version.releasedAt) return;
  if (version.number !== (await latestNumber(work, version))) throw new AnnotationStale();
  await work.db
    .insertInto('annotation_release')
    .values({
      ...{ annotation_id: id, owner_id: version.ownerId },
      ...{ released_by: work.actor.personId as PersonId, released_at: work.now },
    })
    .execute();
}

/** Takes back every version of the same figure and year: an older one does not stand again. */
export async function withdrawAnnotation(work: AnnotationWork, id: AnnotationId): Promise<void> {
  const version = await holdOwn(work, id);
  await work.db
    .deleteFrom('annotation_release')
    .where('annotation_id', 'in', versionsOf(work, version).select('id'))
    .execute();
}

/** A version of one's own ministry, which nobody else writes before this work is done. */
async function holdOwn(work: AnnotationWork, id: AnnotationId): Promise<Annotation> {
  const version = await work.ask(findAnnotation, id);
  if (!version) throw new AnnotationMissing();
  if (!mayAnnotate(work.actor, version)) throw new MayNotAnnotate();
  await holdFigure(work, version);
  return version;
}

const holdFigure = ({ db }: AnnotationWork, { ownerId, kind, year }: Annotated) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`annotation ${ownerId} ${kind} ${year ?? ''}`}, 0))`.execute(db);

const versionsOf = ({ db }: AnnotationWork, { ownerId, kind, year }: Annotated) =>
  db
    .selectFrom('annotation')
    .where('owner_id', '=', ownerId)
    .where('kind', '=', kind)
    .where('year', 'is not distinct from', year);

async function latestNumber(work: AnnotationWork, figure: Annotated): Promise<number> {
  const row = await versionsOf(work, figure)
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}
