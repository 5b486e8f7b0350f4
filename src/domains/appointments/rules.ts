import { asksSecondFactor, type Actor } from '#shared/actor.ts';
import { dayOf, type Day } from '#shared/dates.ts';
import type { PersonId } from '#shared/ids.ts';
import type { Appointment, AppointmentState, EmergencyAccess } from './types.ts';

type Standing = Pick<Appointment, 'from' | 'to' | 'consentedAt' | 'endedAt'>;

/** Where an appointment stands on a day. */
export function stateOf({ from, to, consentedAt, endedAt }: Standing, on: Day): AppointmentState {
  if (endedAt) return consentedAt ? 'ended' : 'declined';
  if (to !== null && to < on) return 'past';
  if (!consentedAt) return 'proposed';
  return on < from ? 'coming' : 'in_force';
}

/** Whether an appointment was ended before its first day. */
export const hasNeverBegun = ({ from, endedAt }: Pick<Appointment, 'from' | 'endedAt'>): boolean =>
  endedAt !== null && dayOf(endedAt) < from;

/** Where an emergency access stands at an instant. */
export type EmergencyState = 'asked' | 'open' | 'over';

/** When an emergency access ends by itself; null while nobody has granted it. */
export const untilOf = ({ grantedAt, hours }: Pick<EmergencyAccess, 'grantedAt' | 'hours'>): Date | null =>
  grantedAt && new Date(grantedAt.getTime() + hours * 3_600_000);

/** How long a request for emergency access can be granted, in milliseconds: what waits longer was no emergency. */
const lapsesAfter = 24 * 3_600_000;

/** Where an emergency access stands at an instant. */
export function emergencyStateOf(access: EmergencyAccess, at: Date): EmergencyState {
  if (access.endedAt) return 'over';
  const until = untilOf(access);
  if (!until) return at.getTime() - access.askedAt.getTime() < lapsesAfter ? 'asked' : 'over';
  return at < until ? 'open' : 'over';
}

/** The emergency access under which a person acted at an instant, for whoever reads what was done; null when none. */
export function emergencyAt(
  accesses: readonly EmergencyAccess[],
  personId: PersonId | null,
  at: Date,
): EmergencyAccess | null {
  const isUnder = (access: EmergencyAccess) => {
    const until = [untilOf(access), access.endedAt].reduce((a, b) => (a && b ? (a < b ? a : b) : (a ?? b)));
    return access.grantedAt !== null && access.grantedAt <= at && until !== null && at < until;
  };
  return accesses.find((access) => access.personId === personId && isUnder(access)) ?? null;
}

type Answering = Pick<Appointment, 'id' | 'ownerId' | 'role'>;
const answersFor = ({ role }: Answering) => role === 'coordinator' || role === 'deputy' || role === 'leader';

/** Whether nobody would answer for the ministry any more without this appointment, of those in force. */
export const isLastToAnswer = <Line extends Answering & { readonly state: AppointmentState }>(
  line: Line,
  all: readonly Line[],
): boolean =>
  line.state === 'in_force' &&
  answersFor(line) &&
  !all.some((one) => one.id !== line.id && one.ownerId === line.ownerId && one.state === 'in_force' && answersFor(one));

/**
 * Whether this person administers the network or serves as its secretariat, and nobody else does: then nobody could
 * consent, and whoever is appointed in the network holds the role at once. Whoever does not stand for the network sees
 * nothing of who does, so they are never told that they are alone.
 */
export const isAloneInNetwork = (
  personId: PersonId | null,
  all: readonly (Pick<Appointment, 'personId' | 'role'> & { readonly state: AppointmentState })[],
): boolean => {
  const standing = all.filter(
    ({ role, state }) => state === 'in_force' && (role === 'administrator' || role === 'secretariat'),
  );
  return standing.length > 0 && standing.every((one) => one.personId === personId);
};

/** Who must hear at once that somebody stands in: who answers for the ministry, but for the two who know. */
export function whomToTell(
  { ownerId, personId, grantedBy }: Pick<EmergencyAccess, 'ownerId' | 'personId' | 'grantedBy'>,
  appointments: readonly Appointment[],
  on: Day,
): PersonId[] {
  const answering = appointments.filter(
    (one) => one.ownerId === ownerId && answersFor(one) && stateOf(one, on) === 'in_force',
  );
  return [...new Set(answering.map((one) => one.personId))].filter((id) => id !== personId && id !== grantedBy);
}

/**
 * Who must hear that an appointment was made or ended: its person, and who answers for the ministry; of the network its
 * administrators and secretariat, and the coordinators of all ministries.
 */
export function whoHearOf(
  { personId, ownerId }: Pick<Appointment, 'personId' | 'ownerId'>,
  appointments: readonly Appointment[],
  on: Day,
): PersonId[] {
  const hears = (one: Appointment) =>
    ownerId === null
      ? one.role === 'administrator' || one.role === 'secretariat' || one.role === 'coordinator'
      : one.ownerId === ownerId && answersFor(one);
  const others = appointments.filter((one) => hears(one) && stateOf(one, on) === 'in_force');
  return [...new Set([personId, ...others.map((one) => one.personId)])];
}

/** Own appointments in force whose seats are withheld from a sign-in without a second factor. */
export const withheldFrom = (who: Actor, appointments: readonly Appointment[], on: Day): Appointment[] =>
  appointments.filter(
    (one) =>
      !who.isStrong && one.personId === who.personId && asksSecondFactor(one.role) && stateOf(one, on) === 'in_force',
  );

/**
 * What somebody without a role is told of: the role that begins first, else one that waits for consent, else the one that
 * ended last; null when they never had one.
 */
export function nextOrLast<Line extends Appointment>(
  personId: PersonId | null,
  appointments: readonly Line[],
  on: Day,
): { readonly state: 'coming' | 'proposed' | 'ended'; readonly line: Line; readonly day: Day } | null {
  const own = appointments
    .filter((one) => one.personId === personId)
    .map((line) => ({ line, state: stateOf(line, on), day: line.from }))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  for (const state of ['coming', 'proposed'] as const) {
    const first = own.find((one) => one.state === state);
    if (first) return { ...first, state };
  }
  const over = own
    .filter(({ state }) => state === 'past' || state === 'ended')
    .map(({ line }) => ({ line, day: endOf(line) }));
  const last = over.sort((one, other) => (one.day < other.day ? -1 : 1)).at(-1);
  return last ? { ...last, state: 'ended' } : null;
}

/** The day on which an appointment that is over ended. */
const endOf = ({ from, to, endedAt }: Appointment): Day => (endedAt ? dayOf(endedAt) : (to ?? from));

/** Own appointments in force that end within so many days. */
export const endingSoon = (who: Actor, appointments: readonly Appointment[], on: Day, days = 30): Appointment[] =>
  appointments.filter(
    (one) =>
      one.personId === who.personId &&
      stateOf(one, on) === 'in_force' &&
      one.to !== null &&
      Date.parse(one.to) - Date.parse(on) <= days * 86_400_000,
  );
