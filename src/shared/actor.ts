import type { OwnerId, PersonId } from './ids.ts';

export type Role = 'trainer' | 'coordinator' | 'secretariat' | 'observer' | 'administrator';

/** A role held today; `ownerId` is the ministry for those that belong to one. */
export interface Seat {
  readonly role: Role;
  readonly ownerId: OwnerId | null;
  readonly countryCode: string | null;
}

declare const proven: unique symbol;

/**
 * Who is asking. Only `identity` makes one, from a proof; everything else is handed it.
 * A stranger has no person and no seats.
 */
export interface Actor {
  readonly [proven]: true;
  readonly personId: PersonId | null;
  readonly name: string;
  readonly isDemo: boolean;
  readonly seats: readonly Seat[];
  /** Whether this sign-in proved two things. */
  readonly isStrong: boolean;
  /** Whether an appointment needs a second factor that this sign-in lacks: its seats are then not given. */
  readonly lacksSecondFactor: boolean;
}

const sits = (who: Actor, roles: readonly Role[], ownerId: OwnerId) =>
  who.seats.some((seat) => seat.ownerId === ownerId && roles.includes(seat.role));

/** Records and reads for this ministry: as its trainer or its coordinator. */
export const belongsTo = (who: Actor, ownerId: OwnerId): boolean => sits(who, ['trainer', 'coordinator'], ownerId);

/** Releases for this ministry. */
export const coordinates = (who: Actor, ownerId: OwnerId): boolean => sits(who, ['coordinator'], ownerId);

/** Takes part in the network: sees what any ministry released to it. */
export const isInNetwork = (who: Actor): boolean =>
  who.seats.some(({ role }) => role === 'trainer' || role === 'coordinator' || role === 'secretariat');

/** The ministries for which a person records, in the order of their seats, each once. */
export const ministriesOf = (who: Actor): OwnerId[] => [
  ...new Set(
    who.seats
      .filter(({ role }) => role === 'trainer' || role === 'coordinator')
      .flatMap(({ ownerId }) => ownerId ?? []),
  ),
];
