import { answersFor, coordinates, isInNetwork, isSecretariat, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** The secretariat publishes the public figures. */
export const mayPublish = isSecretariat;

/** The secretariat says what a figure counts. */
export const mayDefine = isSecretariat;

/** A coordinator or deputy freezes a figure of their ministry, as the others see it; the secretariat any figure. */
export const mayFreeze = (who: Actor, ownerId: OwnerId | undefined): boolean =>
  isSecretariat(who) || (ownerId !== undefined && coordinates(who, ownerId));

/** The network sees which sessions stand in a snapshot, and what became of each; everybody else the counts. */
export const mayOpenSnapshot = isInNetwork;

/** Whoever speaks for a ministry or the network cites figures in texts, and notes where a number was used. */
export const mayCite = (who: Actor): boolean =>
  isSecretariat(who) || who.seats.some(({ ownerId }) => ownerId !== null && answersFor(who, ownerId));
