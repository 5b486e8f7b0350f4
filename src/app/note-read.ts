import { noteReads } from '#domains/audit/server/commands.ts';
import type { Noted } from '#domains/audit/types.ts';
import { ministriesOf, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** What was read or is taken along, of each of these ministries; null is the network. */
export interface ReadOf extends Omit<Noted, 'ownerId'> {
  readonly ownerIds: readonly (OwnerId | null)[];
}

/** Whose records somebody looked for among those of their own ministries: where there were none, of all of them. */
export const ownersOf = (actor: Actor, found: readonly { readonly ownerId: OwnerId }[]): readonly OwnerId[] =>
  found.length > 0 ? found.map(({ ownerId }) => ownerId) : ministriesOf(actor);

/**
 * Notes in the audit of each ministry that whoever asks read something of it, or takes it along. For pages and
 * downloads, after the read and before the answer: a load reads in a transaction that cannot write, so this is one of
 * its own, and where it fails nothing is shown. Of several owners each is noted once; of none, nothing is written.
 */
export async function noteRead(
  { carryOut }: Pick<App.Locals, 'carryOut'>,
  { ownerIds, ...read }: ReadOf,
): Promise<void> {
  const noted = [...new Set(ownerIds)].map((ownerId): Noted => ({ ownerId, ...read }));
  if (noted.length > 0) await carryOut(noteReads, noted);
}
