import type { Role } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { AppointmentId, EmergencyAccessId, OwnerId, PersonId } from '#shared/ids.ts';

/** Where an appointment stands on a day. */
export type AppointmentState = 'proposed' | 'coming' | 'in_force' | 'past' | 'ended' | 'declined';

/** A role of a person, in a ministry or in the network, by somebody's word. */
export interface Appointment {
  readonly id: AppointmentId;
  readonly personId: PersonId;
  readonly personName: string;
  readonly role: Role;
  /** The ministry; null for the roles of the network. */
  readonly ownerId: OwnerId | null;
  /** The institution as the order names it. */
  readonly institution: string;
  readonly orderNumber: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly proposedBy: PersonId | null;
  readonly proposedAt: Date;
  readonly consentedBy: PersonId | null;
  readonly consentedAt: Date | null;
  readonly endedBy: PersonId | null;
  readonly endedAt: Date | null;
}

/** Why somebody does not end an appointment: it is not theirs to end, or nobody else would be left. */
export type EndObstacle = 'not_theirs' | 'no_other_in_network' | 'no_other_in_ministry';

/** Somebody of a ministry's own who stands in for its coordinator, or asks to. */
export interface EmergencyAccess {
  readonly id: EmergencyAccessId;
  readonly ownerId: OwnerId;
  readonly personId: PersonId;
  readonly personName: string;
  readonly reason: string;
  readonly hours: number;
  readonly askedAt: Date;
  readonly grantedBy: PersonId | null;
  readonly grantedAt: Date | null;
  readonly endedBy: PersonId | null;
  readonly endedAt: Date | null;
}

/** By whose word something was done: by name where the reader may see it, else as what that person is known. */
export type ByWhom = { readonly name: string } | { readonly role: Role } | null;
