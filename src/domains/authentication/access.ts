import { administers, answersFor, byAppointment, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** Who answers for a ministry shuts and opens the accounts of its people; of the network's people an administrator does. */
export const mayShutAccount = (who: Actor, ownerId: OwnerId | null): boolean =>
  who.isStrong && (ownerId === null ? administers(who) : answersFor(byAppointment(who), ownerId));
