import { administers, answersFor, byAppointment, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/**
 * Who answers for a ministry shuts and opens the accounts of its people; of the network's people an administrator does. What was shut of
 * somebody who serves the network as well, an administrator opens too: the database knows who does.
 */
export const mayShutAccount = (who: Actor, ownerId: OwnerId | null): boolean =>
  who.isStrong && (ownerId === null ? administers(who) : answersFor(byAppointment(who), ownerId));
