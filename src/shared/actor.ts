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
}
