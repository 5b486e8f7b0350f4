import * as v from 'valibot';
import { ministryRoles, networkRoles, type Role } from '#shared/actor.ts';
import { cleanLine, cleanText } from '#shared/clean-text.ts';
import { isDay, type Day } from '#shared/dates.ts';
import { isId, type AppointmentId, type EmergencyAccessId, type OwnerId, type PersonId } from '#shared/ids.ts';

const problem = (name: string) => `appointments.problem.${name}`;
const line = (most: number) =>
  v.pipe(v.string(), v.transform(cleanLine), v.trim(), v.maxLength(most, problem('tooLong')));
const day = v.custom<Day>(isDay, problem('dayUnknown'));
const roles: readonly string[] = [...ministryRoles, ...networkRoles];

/** The form of an appointment. A role of a ministry names the ministry; a role of the network names none. */
export const appointmentSchema = v.pipe(
  v.object({
    /** Made where the form is, so that a form that is sent twice proposes once. */
    id: v.custom<AppointmentId>(isId, problem('personMissing')),
    personId: v.custom<PersonId>(isId, problem('personMissing')),
    role: v.custom<Role>((role) => typeof role === 'string' && roles.includes(role), problem('roleMissing')),
    ownerId: v.nullable(v.custom<OwnerId>(isId, problem('ministryUnknown'))),
    institution: v.pipe(line(200), v.minLength(1, problem('institutionMissing'))),
    orderNumber: line(100),
    from: day,
    to: v.nullable(day),
  }),
  v.forward(
    v.check(({ from, to }) => to === null || to >= from, problem('endsBeforeItBegins')),
    ['to'],
  ),
  v.forward(
    v.check(
      ({ role, ownerId }) => (ownerId !== null) === (ministryRoles as readonly Role[]).includes(role),
      problem('ministryMismatch'),
    ),
    ['ownerId'],
  ),
);
export type NewAppointment = v.InferOutput<typeof appointmentSchema>;

/** The form with which a person is added. */
export const personSchema = v.object({
  id: v.custom<PersonId>(isId, problem('personMissing')),
  ownerId: v.nullable(v.custom<OwnerId>(isId, problem('ministryUnknown'))),
  name: v.pipe(line(200), v.minLength(1, problem('nameMissing')), v.regex(/^(?!~)/, problem('nameMarked'))),
});
export type NewPerson = v.InferOutput<typeof personSchema>;

/** The form with which emergency access is asked for: why, and for how many hours. */
export const emergencySchema = v.object({
  id: v.custom<EmergencyAccessId>(isId, problem('ministryUnknown')),
  ownerId: v.custom<OwnerId>(isId, problem('ministryUnknown')),
  reason: v.pipe(
    v.string(),
    v.transform(cleanText),
    v.trim(),
    v.minLength(1, problem('reasonMissing')),
    v.maxLength(2000, problem('reasonTooLong')),
  ),
  hours: v.pipe(
    v.number(problem('hoursOutOfRange')),
    v.integer(problem('hoursOutOfRange')),
    v.minValue(1, problem('hoursOutOfRange')),
    v.maxValue(24, problem('hoursOutOfRange')),
  ),
});
export type EmergencyAsked = v.InferOutput<typeof emergencySchema>;
