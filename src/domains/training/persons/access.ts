import { belongsTo, coordinates, recordsFor, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

interface Owned {
  readonly ownerId: OwnerId;
}

/** The people of a ministry see its lists, and how many persons they hold; nobody else ever does. */
export const mayReadLists = (who: Actor, { ownerId }: Owned): boolean => belongsTo(who, ownerId);

/** Trainers, coordinators and deputies of a ministry list who was at its sessions, by codes. */
export const mayList = (who: Actor, { ownerId }: Owned): boolean => recordsFor(who, ownerId);

/** A coordinator or deputy of a ministry lets everybody know how many persons there were at least. */
export const mayReleasePersons = (who: Actor, { ownerId }: Owned): boolean => coordinates(who, ownerId);
