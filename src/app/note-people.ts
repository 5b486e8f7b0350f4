import type { Person } from '#domains/identity/types.ts';
import type { OwnerId } from '#shared/ids.ts';
import { noteRead } from './note-read.ts';
import type { PeopleSeen } from './people.ts';

type Owned = { readonly ownerId: OwnerId | null };
const ownersOf = (owned: readonly Owned[]): OwnerId[] => owned.flatMap(({ ownerId }) => ownerId ?? []);

/** Notes for every ministry that its people and their appointments were read, or taken along as a file. */
export const notePeople = (
  locals: Pick<App.Locals, 'carryOut'>,
  { people, lines }: PeopleSeen,
  { action, as }: { action: 'read' | 'export'; as?: string } = { action: 'read' },
): Promise<void> =>
  noteRead(locals, {
    ownerIds: ownersOf([...people, ...lines]),
    kind: 'appointment',
    action,
    ...(as && { detail: { as, rows: lines.length } }),
  });

/** Notes that the page of a person was read; reading about oneself is nobody else's business. */
export async function notePerson(locals: App.Locals, person: Person, lines: readonly Owned[]): Promise<void> {
  if (person.id === locals.actor.personId) return;
  await noteRead(locals, { ownerIds: ownersOf([person, ...lines]), kind: 'person', rowKey: person.id, action: 'read' });
}
