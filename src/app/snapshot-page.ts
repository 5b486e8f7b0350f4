import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import { SnapshotMissing } from '#domains/training/reach/errors.ts';
import { compareSnapshot, type SnapshotComparison } from '#domains/training/reach/server/queries/comparison.ts';
import { findDefinition } from '#domains/training/reach/server/queries/definitions.ts';
import {
  findSnapshot,
  isVerified,
  listPublications,
  listUses,
} from '#domains/training/reach/server/queries/snapshots.ts';
import type { FigureDefinition, FigureUse, Snapshot } from '#domains/training/reach/types.ts';
import { nameReleased } from '#domains/training/sessions/server/queries/names.ts';
import { isId, type SnapshotId } from '#shared/ids.ts';
import { writeFigureScope } from './figure-page.ts';
import type { Asking } from './request.ts';
import { findWithdrawn, type WithdrawnSince } from './sourced.ts';

/** Everything that is told of a snapshot. */
export interface SnapshotPage {
  readonly snapshot: Snapshot;
  /** The definition that it was taken by. */
  readonly definition: FigureDefinition;
  readonly comparison: SnapshotComparison;
  /** Of a reported total: since when it stands no more. */
  readonly withdrawn: WithdrawnSince | null;
  readonly isVerified: boolean;
  /** The note of its publication. */
  readonly note: string | null;
  readonly uses: readonly FigureUse[];
  readonly ministries: readonly Ministry[];
  /** What the sessions are called that changed and that this actor may see. */
  readonly titles: Awaited<ReturnType<typeof nameReleased>>;
  /** The address of the figure today. */
  readonly figureAddress: string;
}

/** Gathers a snapshot, what became of its figure since, and whether it is still what it was. */
export async function composeSnapshotPage(ask: Asking, id: string): Promise<SnapshotPage> {
  const snapshot = isId(id) ? await ask(findSnapshot, id as SnapshotId) : null;
  if (!snapshot) throw new SnapshotMissing();
  const ministries = await ask(listMinistries);
  const comparison = await ask(compareSnapshot, snapshot);
  const publications = await ask(listPublications);
  const query = String(writeFigureScope(snapshot.scope, ministries));
  const changed = (comparison.pieces ?? []).flatMap(({ before, now }) => (now ?? before)?.sessionId ?? []);
  return {
    ...{ snapshot, ministries, comparison },
    definition: (await ask(findDefinition, snapshot.code, snapshot.version))!,
    withdrawn: await findWithdrawn(ask, snapshot.scope),
    isVerified: await ask(isVerified, snapshot.id),
    note: publications.find((one) => one.id === snapshot.publicationId)?.note ?? null,
    uses: await ask(listUses, [snapshot.id]),
    titles: await ask(nameReleased, changed),
    figureAddress: `/figure/${snapshot.code}${query && `?${query}`}`,
  };
}
