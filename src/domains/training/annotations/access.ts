import { coordinates, isInNetwork, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** A coordinator or deputy annotates the figures of their ministry, and releases and withdraws what was written. */
export const mayAnnotate = (who: Actor, figure: { readonly ownerId: OwnerId }): boolean =>
  coordinates(who, figure.ownerId);

/** The network reads what was released. */
export const mayReadAnnotations = (who: Actor): boolean => isInNetwork(who);
