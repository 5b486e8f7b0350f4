import { byAppointment, coordinates, isInNetwork, ministriesOf, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** Everybody signed in sees how many trainers each ministry has, and the cohorts that were published. */
export const mayReadTrainerCounts = (who: Actor): boolean => who.personId !== null;

/** A roster is seen by its own ministry's people, and nobody else sees it. */
export const mayReadRoster = (who: Actor): boolean => ministriesOf(who).length > 0;

/** A ministry's coordinator and deputies keep its roster; whoever stands in for hours does not. */
export const mayKeepRoster = (who: Actor, ownerId: OwnerId): boolean => coordinates(byAppointment(who), ownerId);

/** A trainer keeps a profile of their own, under the ministry for which they train; nobody keeps somebody else's. */
export const profileOwnerOf = (who: Actor): OwnerId | null =>
  who.seats.find(({ role }) => role === 'trainer')?.ownerId ?? null;

/** The network reads what trainers published of their profiles; a ministry's own coordinator reads no more than that. */
export const mayReadProfiles = isInNetwork;
