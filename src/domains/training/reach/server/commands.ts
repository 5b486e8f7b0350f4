import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { PersonId, PublicationId, SnapshotId } from '#shared/ids.ts';
import { mayDefine, mayFreeze, mayNoteUse, mayPublish } from '../access.ts';
import { DefinitionStale, MayNotFreeze, MayNotPublish, NoSuchFigure, SnapshotMissing } from '../errors.ts';
import { figuresPublished } from '../events.ts';
import { isFigureScope } from '../rules/definitions.ts';
import type { NewDefinition, SnapshotScope } from '../types.ts';
import { findDefinition } from './queries/definitions.ts';
import { computeFigure, findSnapshot } from './queries/snapshots.ts';
import type { ReachTables } from './tables.ts';

type ReachWork = Work<ReachTables>;

/** Publishes all public figures as they are now. Sent twice, they are published once. */
export async function publishFigures(work: ReachWork, id: PublicationId, note: string): Promise<void> {
  if (!mayPublish(work.actor)) throw new MayNotPublish();
  await sql`select publish_figures(${id}, ${note})`.execute(work.db);
  work.announce(figuresPublished(id));
}

/** Freezes one figure as everybody sees it now. Sent twice, it is frozen once. */
export async function freezeFigure(
  work: ReachWork,
  id: SnapshotId,
  { code, scope }: { readonly code: string; readonly scope: SnapshotScope },
): Promise<void> {
  if (!mayFreeze(work.actor, scope.owner)) throw new MayNotFreeze();
  const definition = await work.ask(findDefinition, code);
  if (!definition || !isFigureScope(definition.unit, scope)) throw new NoSuchFigure();
  const { value, splits } = await work.ask(computeFigure, definition, scope);
  if (value === null && !splits.rows) throw new NoSuchFigure();
  await sql`select freeze_figure(${id}, ${code}, ${JSON.stringify(scope)}::jsonb)`.execute(work.db);
}

/** Makes a new version of a definition, by which the figure is computed from now on. Older snapshots stay what they are. */
export async function defineFigure(
  work: ReachWork,
  { code, after, words, filters, reason }: NewDefinition,
): Promise<void> {
  if (!mayDefine(work.actor)) throw new MayNotPublish();
  const { rows } = await sql<{ version: number | null }>`select define_figure(${code}, ${after},
    ${JSON.stringify(words)}::jsonb, ${JSON.stringify(filters)}::jsonb, ${reason}) as version`.execute(work.db);
  if (rows[0]?.version == null) throw new DefinitionStale();
}

/** Notes where a snapshot was used: the public is told the place and the address, and not by whom. */
export async function noteUse(
  work: ReachWork,
  {
    snapshotId,
    place,
    address,
  }: { readonly snapshotId: SnapshotId; readonly place: string; readonly address: string | null },
): Promise<void> {
  if (!mayNoteUse(work.actor)) throw new MayNotFreeze();
  if (!(await work.ask(findSnapshot, snapshotId))) throw new SnapshotMissing();
  const used = { snapshot_id: snapshotId, place, address, used_at: work.now };
  await work.db
    .insertInto('figure_use')
    .values({ ...used, used_by: work.actor.personId as PersonId })
    .execute();
}
