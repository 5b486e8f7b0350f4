import type { OwnerId, PersonId } from './ids.ts';

/** The roles within a ministry. */
export const ministryRoles = ['trainer', 'coordinator', 'deputy', 'leader', 'auditor'] as const;
/** The roles within the network as a whole. */
export const networkRoles = ['secretariat', 'observer', 'administrator'] as const;
export type Role = (typeof ministryRoles)[number] | (typeof networkRoles)[number];

/** A role held now; `ownerId` is the ministry for those that belong to one. */
export interface Seat {
  readonly role: Role;
  readonly ownerId: OwnerId | null;
  readonly countryCode: string | null;
  /** When it ends by itself, for a coordinator's seat that was given in an emergency. */
  readonly until: Date | null;
}

/** Whether a role can release, consent, audit or administer, so that it is given only to a sign-in with a second factor. */
export const asksSecondFactor = (role: Role): boolean =>
  ['coordinator', 'deputy', 'leader', 'auditor', 'secretariat', 'administrator'].includes(role);

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
  /** Whether they signed in with a second factor. */
  readonly isStrong: boolean;
  /** Whether a role of theirs is withheld until they do. */
  readonly lacksSecondFactor: boolean;
  readonly seats: readonly Seat[];
}

const sits = (who: Actor, roles: readonly Role[], ownerId: OwnerId) =>
  who.seats.some((seat) => seat.ownerId === ownerId && roles.includes(seat.role));

/** Reads all that this ministry has: everybody of it but its auditor, who reads the audit. */
export const belongsTo = (who: Actor, ownerId: OwnerId): boolean =>
  sits(who, ['trainer', 'coordinator', 'deputy', 'leader'], ownerId);

/** Records for this ministry. */
export const recordsFor = (who: Actor, ownerId: OwnerId): boolean =>
  sits(who, ['trainer', 'coordinator', 'deputy'], ownerId);

/** Releases for this ministry. */
export const coordinates = (who: Actor, ownerId: OwnerId): boolean => sits(who, ['coordinator', 'deputy'], ownerId);

/** Answers for this ministry: can stand behind an appointment in it. */
export const answersFor = (who: Actor, ownerId: OwnerId): boolean =>
  sits(who, ['coordinator', 'deputy', 'leader'], ownerId);

/** The same without what is given for hours: whoever stands in decides nothing that outlasts it. */
export const byAppointment = (who: Actor): Actor => ({
  ...who,
  seats: who.seats.filter(({ until }) => until === null),
});

/** Reads the audit of this ministry. */
export const audits = (who: Actor, ownerId: OwnerId): boolean =>
  sits(who, ['coordinator', 'deputy', 'auditor'], ownerId);

const holds = (who: Actor, roles: readonly Role[]) => who.seats.some(({ role }) => roles.includes(role));

/** Takes part in the network: sees what any ministry released to it. */
export const isInNetwork = (who: Actor): boolean =>
  holds(who, ['trainer', 'coordinator', 'deputy', 'leader', 'secretariat']);

/** Keeps accounts and settings, and sees no content. */
export const administers = (who: Actor): boolean => holds(who, ['administrator']);

/** Serves the network as its secretariat. */
export const isSecretariat = (who: Actor): boolean => holds(who, ['secretariat']);

const ministriesWhere = (who: Actor, may: (who: Actor, ownerId: OwnerId) => boolean): OwnerId[] => [
  ...new Set(who.seats.flatMap(({ ownerId }) => (ownerId && may(who, ownerId) ? [ownerId] : []))),
];

/** The ministries whose records a person reads, in the order of their seats, each once. */
export const ministriesOf = (who: Actor): OwnerId[] => ministriesWhere(who, belongsTo);

/** The ministries for which a person records. */
export const recordedMinistries = (who: Actor): OwnerId[] => ministriesWhere(who, recordsFor);

/** The ministries for which a person releases. */
export const coordinatedMinistries = (who: Actor): OwnerId[] => ministriesWhere(who, coordinates);

/** The ministries whose audit a person reads. */
export const auditedMinistries = (who: Actor): OwnerId[] => ministriesWhere(who, audits);
