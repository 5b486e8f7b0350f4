import { listMinistries } from '#domains/identity/server/queries.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import type { Work } from '#platform/database/reading.ts';
import type { OwnerId } from '#shared/ids.ts';
import { UnknownReference } from '../../errors.ts';
import type { SessionContent } from '../../types.ts';
import type { SessionTables } from '../tables.ts';

type SessionWork = Work<SessionTables>;

/** Refuses a session that names a trainer, a unit or a co-owner whom the network does not know. */
export async function checkReferences(work: SessionWork, ownerId: OwnerId, content: SessionContent) {
  const roster = new Set((await work.ask(listTrainers)).filter((one) => one.ownerId === ownerId).map(({ id }) => id));
  const units = new Set((await work.ask(listUnits)).map(({ id }) => id));
  const others = new Set((await work.ask(listMinistries)).flatMap(({ id }) => (id === ownerId ? [] : [id])));
  const known =
    content.trainerIds.every((id) => roster.has(id)) &&
    content.unitIds.every((id) => units.has(id)) &&
    content.coOwnerIds.every((id) => others.has(id));
  if (!known) throw new UnknownReference();
}
