import { sql } from 'kysely';
import {
  addPerson,
  askEmergencyAccess,
  consentToAppointment,
  endAppointment,
  endEmergencyAccess,
  grantEmergencyAccess,
  proposeAppointment,
} from '#domains/appointments/server/commands.ts';
import { findAppointment } from '#domains/appointments/server/queries.ts';
import type { NewAppointment } from '#domains/appointments/schema.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import { ministryRoles, type Actor, type Role } from '#shared/actor.ts';
import { dayOf, type Day } from '#shared/dates.ts';
import { newId, type AppointmentId, type EmergencyAccessId, type OwnerId, type PersonId } from '#shared/ids.ts';
import { signIn, strongly } from '#test/people.ts';
import type { EmptyPlatform } from '#test/platform.ts';

/** A day so many days from today, where the ministries are. */
export const inDays = (days: number): Day => dayOf(new Date(Date.now() + days * 86_400_000));

/** What somebody does to appointments: through the commands, or past them by calling the database's own functions. */
export interface Verbs {
  propose(as: Actor, of: Partial<NewAppointment> & Pick<NewAppointment, 'personId' | 'role'>): Promise<AppointmentId>;
  consent(as: Actor, id: AppointmentId): Promise<unknown>;
  end(as: Actor, id: AppointmentId): Promise<unknown>;
  ask(as: Actor, ownerId: OwnerId, hours?: number): Promise<EmergencyAccessId>;
  grant(as: Actor, id: EmergencyAccessId): Promise<unknown>;
  endEmergency(as: Actor, id: EmergencyAccessId): Promise<unknown>;
}

/** The form of an appointment, filled in. */
export const filledIn = (of: Partial<NewAppointment> & Pick<NewAppointment, 'personId' | 'role'>): NewAppointment => ({
  id: newId(),
  ownerId: null,
  institution: 'An institution',
  orderNumber: '7/2026',
  from: inDays(-1),
  to: null,
  ...of,
});

/** As the pages do it. */
export const byCommand = ({ database }: EmptyPlatform): Verbs => ({
  async propose(as, of) {
    const form = filledIn(of);
    await database.work(as, (work) => carryOut(work, proposeAppointment, form));
    return form.id;
  },
  consent: (as, id) => database.work(as, (work) => carryOut(work, consentToAppointment, id)),
  end: (as, id) => database.work(as, (work) => carryOut(work, endAppointment, id)),
  async ask(as, ownerId, hours = 2) {
    const id = newId<'EmergencyAccess'>();
    const form = { id, ownerId, reason: 'Everybody is ill.', hours };
    await database.work(as, (work) => carryOut(work, askEmergencyAccess, form));
    return id;
  },
  grant: (as, id) => database.work(as, (work) => carryOut(work, grantEmergencyAccess, id)),
  endEmergency: (as, id) => database.work(as, (work) => carryOut(work, endEmergencyAccess, id)),
});

/** As somebody would do it who can send any SQL as the platform, signed in as a person: no rule of ours is asked first. */
export const bySql = ({ database }: EmptyPlatform): Verbs => {
  const call = (as: Actor, statement: ReturnType<typeof sql>) =>
    database.work(as, async ({ db }) => (await statement.execute(db)).rows);
  return {
    async propose(as, of) {
      const { id, personId, role, ownerId, institution, from, to, orderNumber } = filledIn(of);
      await call(
        as,
        sql`select propose_appointment(${id}, ${personId}, ${role}, ${ownerId}, ${institution}, ${from}, ${to},
          ${orderNumber})`,
      );
      return id;
    },
    consent: (as, id) => call(as, sql`select consent_to_appointment(${id})`),
    end: (as, id) => call(as, sql`select end_appointment(${id})`),
    async ask(as, ownerId, hours = 2) {
      const id = newId<'EmergencyAccess'>();
      await call(as, sql`select ask_emergency_access(${id}, ${ownerId}, 'A reason', ${hours})`);
      return id;
    },
    grant: (as, id) => call(as, sql`select grant_emergency_access(${id})`),
    endEmergency: (as, id) => call(as, sql`select end_emergency_access(${id})`),
  };
};

/** Whether a role belongs to a ministry. */
export const isOfMinistry = (role: Role): boolean => (ministryRoles as readonly Role[]).includes(role);

/** Adds a person as somebody may who is there; they hold no role yet. */
export async function added({ database }: EmptyPlatform, as: Actor, ownerId: OwnerId | null): Promise<PersonId> {
  const id = newId<'Person'>();
  await database.work(as, (work) => carryOut(work, addPerson, { id, ownerId, name: 'Somebody new' }));
  return id;
}

/** The roles that a person holds now, proven anew. */
export async function rolesOf(
  { database }: EmptyPlatform,
  personId: PersonId | null,
  means = strongly,
): Promise<string[]> {
  return (await signIn(database, personId!, means)).seats.map(({ role }) => role).sort();
}

/** An appointment as an actor sees it. */
export const seen = ({ database }: EmptyPlatform, as: Actor, id: AppointmentId) =>
  database.read(as, (reading) => answer(reading, findAppointment, id));
