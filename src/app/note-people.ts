import type { Person } from '#domains/identity/types.ts';
import { administers, isSecretariat, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import { noteRead } from './note-read.ts';
import type { PeopleSeen } from './people.ts';

type Owned = { readonly ownerId: OwnerId | null };
/** Whose records they are. The network's people are other people's to read for who keeps their accounts or serves it. */
const ownersOf = (actor: Actor, owned: readonly Owned[]): (OwnerId | null)[] =>
  owned
    .map(({ ownerId }) => ownerId)
    .filter((ownerId) => ownerId !== null || administers(actor) || isSecretariat(actor));

/** Notes for every ministry that its people and their appointments were read, or taken along as a file. */
export const notePeople = (
  locals: Pick<App.Locals, 'carryOut' | 'actor'>,
  { people, lines }: PeopleSeen,
  { action, as }: { action: 'read' | 'export'; as?: string } = { action: 'read' },
): Promise<void> =>
  noteRead(locals, {
    ownerIds: ownersOf(locals.actor, [...people, ...lines]),
    kind: 'appointment',
    action,
    ...(as && { detail: { as, rows: lines.length } }),
  });

/** Notes that the page of a person was read; reading about oneself is nobody else's business. */
export async function notePerson(locals: App.Locals, person: Person, lines: readonly Owned[]): Promise<void> {
  if (person.id === locals.actor.personId) return;
  await noteRead(locals, {
    ownerIds: ownersOf(locals.actor, [person, ...lines]),
    kind: 'person',
    rowKey: person.id,
    action: 'read',
  });
}
