import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { newId, type PersonId, type PublicationId, type SnapshotId } from '#shared/ids.ts';
import { mayCite, mayDefine, mayFreeze, mayPublish } from '../access.ts';
import {
  DefinitionStale,
  MayNotCite,
  MayNotFreeze,
  MayNotPublish,
  NoSuchFigure,
  NotCitable,
  SnapshotMissing,
} from '../errors.ts';
import { figuresPublished } from '../events.ts';
import { isFigureScope } from '../rules/definitions.ts';
import type { NewDefinition, SnapshotScope } from '../types.ts';
import { findDefinition } from './queries/definitions.ts';
import { computeFigure, findSnapshot, listUses } from './queries/snapshots.ts';
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
  if (!mayCite(work.actor)) throw new MayNotCite();
  if (!(await work.ask(findSnapshot, snapshotId))) throw new SnapshotMissing();
  const used = { snapshot_id: snapshotId, place, address, used_at: work.now };
  await work.db
    .insertInto('figure_use')
    .values({ ...used, used_by: work.actor.personId as PersonId })
    .execute();
}

/** Where a text was used, and the snapshots that it cites. */
export interface TextUse {
  readonly snapshotIds: readonly SnapshotId[];
  readonly place: string;
  readonly address: string | null;
}

/** Notes where a text was used, for each number in it. What is noted already is not noted again. */
export async function noteTextUse(work: ReachWork, { snapshotIds, place, address }: TextUse): Promise<void> {
  if (!mayCite(work.actor)) throw new MayNotCite();
  if (snapshotIds.length === 0) throw new SnapshotMissing();
  const noted = await work.ask(listUses, snapshotIds);
  const isNoted = (id: SnapshotId) =>
    noted.some((use) => use.snapshotId === id && use.place === place && use.address === address);
  for (const snapshotId of new Set(snapshotIds))
    if (!isNoted(snapshotId)) await noteUse(work, { snapshotId, place, address });
}

/** What a text cites: a snapshot that there is, or a public figure of which one is taken unless it has one that still fits. */
export type Cited = SnapshotId | { readonly code: string; readonly scope: SnapshotScope };

/** Freezes what a text cites, so that each of its numbers has a page; answers with the snapshots in the same order. */
export async function citeFigures(work: ReachWork, cited: readonly Cited[]): Promise<SnapshotId[]> {
  if (!mayCite(work.actor)) throw new MayNotCite();
  const ids: SnapshotId[] = [];
  for (const one of cited) ids.push(typeof one === 'string' ? one : await citeFigure(work, one));
  return ids;
}

async function citeFigure(work: ReachWork, { code, scope }: Exclude<Cited, string>): Promise<SnapshotId> {
  const id = newId<'Snapshot'>(Number(work.now));
  const cited = sql<SnapshotId | null>`cite_figure(${id}, ${code}, ${JSON.stringify(scope)}::jsonb)`;
  const { rows } = await sql<{ id: SnapshotId | null }>`select ${cited} as id`.execute(work.db);
  if (!rows[0]?.id) throw new NotCitable();
  return rows[0].id;
}
