import type { Fact } from '#platform/database/reading.ts';
import type { AppointmentId, EmergencyAccessId } from '#shared/ids.ts';

/** Somebody was proposed for a role, and a second person must consent. */
export const appointmentProposed = (appointment: AppointmentId): Fact<'appointmentProposed'> => ({
  name: 'appointmentProposed',
  payload: { appointment },
});

/** An appointment came into force. */
export const appointmentMade = (appointment: AppointmentId): Fact<'appointmentMade'> => ({
  name: 'appointmentMade',
  payload: { appointment },
});

/** An appointment was ended before its date, or a proposal declined or withdrawn. */
export const appointmentEnded = (appointment: AppointmentId): Fact<'appointmentEnded'> => ({
  name: 'appointmentEnded',
  payload: { appointment },
});

/** Somebody asks to stand in for a coordinator. */
export const emergencyAsked = (access: EmergencyAccessId): Fact<'emergencyAsked'> => ({
  name: 'emergencyAsked',
  payload: { access },
});

/** Somebody stands in for a coordinator from now on, for hours. */
export const emergencyGranted = (access: EmergencyAccessId): Fact<'emergencyGranted'> => ({
  name: 'emergencyGranted',
  payload: { access },
});

/** An emergency access was ended before its time. */
export const emergencyEnded = (access: EmergencyAccessId): Fact<'emergencyEnded'> => ({
  name: 'emergencyEnded',
  payload: { access },
});
