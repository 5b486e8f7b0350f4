import { belongsTo, coordinates, isInNetwork, recordsFor, type Actor } from '#shared/actor.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';

interface Owned {
  readonly ownerId: OwnerId;
}

/** Trainers, coordinators and deputies of a ministry record its sessions. */
export const mayRecord = (who: Actor, session: Owned): boolean => recordsFor(who, session.ownerId);

/** Everybody of the owner's ministry sees all its sessions and versions, its leaders too, and nobody else does. */
export const mayReadUnreleased = (who: Actor, session: Owned): boolean => belongsTo(who, session.ownerId);

/** A coordinator or deputy of the owner releases what somebody else submitted. */
export const mayRelease = (who: Actor, version: Owned & { readonly submittedBy: PersonId }): boolean =>
  coordinates(who, version.ownerId) && who.personId !== version.submittedBy;

/** A coordinator of the owner returns a version to its trainer, and withdraws a release. */
export const mayReturn = (who: Actor, session: Owned): boolean => coordinates(who, session.ownerId);
/** The same people: a release that was a mistake is taken back by whoever could have returned the version. */
export const mayWithdraw = mayReturn;

/** A coordinator or deputy of a ministry brings in its past sessions by a file, and takes them back; somebody else releases them. */
export const mayImport = (who: Actor, { ownerId }: Owned): boolean => coordinates(who, ownerId);

/** The network reads what was released, session by session; donors and the public read counts. */
export const mayReadReleased = (who: Actor): boolean => isInNetwork(who);

/** A coordinator or deputy of a co-owner claims a session that was released, and takes the claim back. */
export const mayClaim = (who: Actor, { ownerId }: Owned): boolean => coordinates(who, ownerId);

/** A coordinator or deputy says which sessions of their ministry are one training, signs what is left out of the sums and takes it back. */
export const mayAdjust = (who: Actor, { ownerId }: Owned): boolean => coordinates(who, ownerId);
