import type { Day } from '#shared/dates.ts';
import type { Appointment, AppointmentState, EmergencyAccess } from './types.ts';

type Standing = Pick<Appointment, 'from' | 'to' | 'consentedAt' | 'endedAt'>;

/** Where an appointment stands on a day. */
export function stateOf({ from, to, consentedAt, endedAt }: Standing, on: Day): AppointmentState {
  if (endedAt) return consentedAt ? 'ended' : 'declined';
  if (to !== null && to < on) return 'past';
  if (!consentedAt) return 'proposed';
  return on < from ? 'coming' : 'in_force';
}

/** Where an emergency access stands at an instant. */
export type EmergencyState = 'asked' | 'open' | 'over';

/** When an emergency access ends by itself; null while nobody has granted it. */
export const untilOf = ({ grantedAt, hours }: Pick<EmergencyAccess, 'grantedAt' | 'hours'>): Date | null =>
  grantedAt && new Date(grantedAt.getTime() + hours * 3_600_000);

/** Where an emergency access stands at an instant. */
export function emergencyStateOf(access: EmergencyAccess, at: Date): EmergencyState {
  if (access.endedAt) return 'over';
  const until = untilOf(access);
  if (!until) return 'asked';
  return at < until ? 'open' : 'over';
}
