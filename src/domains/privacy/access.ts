import { administers, audits, belongsTo, coordinates, type Actor } from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';

/** Whoever stands in for hours decides nothing that outlasts them: by appointment alone. */
const appointed = (who: Actor): Actor => ({ ...who, seats: who.seats.filter(({ until }) => until === null) });

/** Everybody who is signed in sees what is kept about them, corrects their name, and asks to be erased. */
export const mayAskAboutOneself = (who: Actor): boolean => who.personId !== null;

/** Requests to be erased are answered by coordinators and administrators; the database says which one by whom. */
export const mayAnswerErasures = (who: Actor): boolean =>
  administers(who) || who.seats.some(({ ownerId }) => ownerId !== null && coordinates(appointed(who), ownerId));

/** Everybody of a ministry, its auditor too, sees how long its records are kept; everybody signed in sees the network's. */
export const mayReadRetention = (who: Actor, ownerId: OwnerId | null): boolean =>
  ownerId === null ? who.personId !== null : belongsTo(who, ownerId) || audits(who, ownerId);

/** A ministry's coordinator sets it, for the network an administrator. */
export const maySetRetention = (who: Actor, ownerId: OwnerId | null): boolean =>
  ownerId === null ? administers(who) : coordinates(appointed(who), ownerId);
