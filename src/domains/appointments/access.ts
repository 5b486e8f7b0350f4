import {
  administers,
  answersFor,
  byAppointment,
  coordinatedMinistries,
  coordinates,
  isSecretariat,
  type Actor,
} from '#shared/actor.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Appointment, EmergencyAccess } from './types.ts';

const answers = (who: Actor, ownerId: OwnerId | null): boolean =>
  ownerId !== null && answersFor(byAppointment(who), ownerId);

/** Administrators add anybody; a coordinator adds people of the own ministry. */
export const mayAddPerson = (who: Actor, ownerId: OwnerId | null): boolean =>
  administers(who) || (ownerId !== null && coordinates(byAppointment(who), ownerId));

/**
 * A ministry's coordinator, deputy or leader invites its people; an administrator those of the network, and those of a
 * ministry only until one who answers for it can sign in. Only the database knows whether one can, so a yes to an
 * administrator here is a "perhaps" that it decides.
 */
export const mayInvite = (who: Actor, ownerId: OwnerId | null): boolean => administers(who) || answers(who, ownerId);

/** Administrators propose any appointment; a coordinator proposes those of the own ministry. */
export const mayPropose = mayAddPerson;

/** A ministry's people see its appointments, administrators all, the secretariat those of the network; everybody their own. */
export const mayReadAppointments = (who: Actor): boolean =>
  administers(who) || isSecretariat(who) || who.seats.some(({ ownerId }) => ownerId !== null);

const coordinatesAny = (who: Actor): boolean => coordinatedMinistries(byAppointment(who)).length > 0;

/**
 * The ministry's coordinator, deputy or leader consents; while it has none, the secretariat or an administrator; for roles
 * of the network these two, or the coordinator or deputy of any ministry; never the person themself nor whoever proposed. Only the database knows whether a
 * ministry has one, so a yes to the secretariat or an administrator here is a "perhaps" that it decides.
 */
export const mayConsent = (who: Actor, { personId, proposedBy, ownerId }: Appointment): boolean =>
  who.personId !== null &&
  who.personId !== personId &&
  who.personId !== proposedBy &&
  (answers(who, ownerId) || isSecretariat(who) || administers(who) || (ownerId === null && coordinatesAny(who)));

/**
 * The person themself, who answers for the ministry, an administrator; of a proposal also who made it or may consent. An
 * administrator ends nobody after whom no other is left; only the database knows, so their yes is a "perhaps".
 */
export const mayEnd = (who: Actor, appointment: Appointment): boolean =>
  who.personId !== null &&
  (who.personId === appointment.personId ||
    administers(who) ||
    answers(who, appointment.ownerId) ||
    (appointment.consentedAt === null && (who.personId === appointment.proposedBy || mayConsent(who, appointment))));

const isOfMinistry = (who: Actor, ownerId: OwnerId) =>
  byAppointment(who).seats.some((seat) => seat.ownerId === ownerId);

/** Anybody of the ministry, signed in with a second factor, asks to stand in for its coordinator. */
export const mayAskEmergency = (who: Actor, ownerId: OwnerId): boolean => who.isStrong && isOfMinistry(who, ownerId);

/** A second person grants it: who answers for the ministry, the secretariat or an administrator. They see no more by it. */
export const mayGrantEmergency = (who: Actor, { personId, ownerId }: EmergencyAccess): boolean =>
  who.isStrong &&
  who.personId !== null &&
  who.personId !== personId &&
  (answers(who, ownerId) || isSecretariat(who) || administers(who));

/** Ended or declined by the person, by who answers for the ministry, or by who could have granted it. */
export const mayEndEmergency = (who: Actor, access: EmergencyAccess): boolean =>
  who.personId === access.personId || answers(who, access.ownerId) || mayGrantEmergency(who, access);
