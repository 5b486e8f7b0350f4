import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { AppointmentId, EmergencyAccessId } from '#shared/ids.ts';
import {
  mayAddPerson,
  mayAskEmergency,
  mayConsent,
  mayEnd,
  mayEndEmergency,
  mayGrantEmergency,
  mayPropose,
} from '../access.ts';
import {
  AppointmentMissing,
  AppointmentNotWaiting,
  EmergencyMissing,
  MayNotAskEmergency,
  MayNotConsent,
  MayNotEnd,
  MayNotGrantEmergency,
  MayNotAddPerson,
  NobodyElseAnswers,
  NobodyElseInNetwork,
  refuseProposal,
} from '../errors.ts';
import {
  appointmentEnded,
  appointmentMade,
  appointmentProposed,
  emergencyAsked,
  emergencyEnded,
  emergencyGranted,
} from '../events.ts';
import { emergencyStateOf } from '../rules.ts';
import type { EmergencyAsked, NewAppointment, NewPerson } from '../schema.ts';
import type { Appointment, EmergencyAccess, EndObstacle } from '../types.ts';
import { findAppointment, findEmergency, listEndObstacles } from './queries.ts';
import type { AppointmentTables } from './tables.ts';

type Working = Work<AppointmentTables>;

/** Adds a person, who has no role until appointed and no sign-in until invited. */
export async function addPerson(work: Working, { id, ownerId, name }: NewPerson): Promise<void> {
  if (!mayAddPerson(work.actor, ownerId)) throw new MayNotAddPerson();
  await sql`select add_person(${id}, ${ownerId}, ${name})`.execute(work.db);
}

/**
 * Proposes an appointment. Returns whether it is in force at once, because nobody needs to consent. Proposing it again
 * under the same id changes nothing.
 */
export async function proposeAppointment(
  work: Working,
  { id, personId, role, ownerId, institution, orderNumber, from, to }: NewAppointment,
): Promise<boolean> {
  if (!mayPropose(work.actor, ownerId)) throw refuseProposal(work.actor);
  const isRepeated = (await work.ask(findAppointment, id)) !== null;
  const { rows } = await sql<{ at_once: boolean }>`select propose_appointment(${id}, ${personId}, ${role}, ${ownerId},
    ${institution}, ${from}, ${to}, ${orderNumber}) as at_once`.execute(work.db);
  const isInForce = rows[0]!.at_once;
  if (!isRepeated) work.announce(isInForce ? appointmentMade(id) : appointmentProposed(id));
  return isInForce;
}

/** Consents to what somebody else proposed; it is in force from its date on. Consenting twice is harmless. */
export async function consentToAppointment(work: Working, id: AppointmentId): Promise<void> {
  const appointment = await holdAppointment(work, id);
  if (!mayConsent(work.actor, appointment)) throw new MayNotConsent();
  if (appointment.consentedBy === work.actor.personId && !appointment.endedAt) return;
  if (appointment.consentedAt || appointment.endedAt) throw new AppointmentNotWaiting();
  await sql`select consent_to_appointment(${id})`.execute(work.db);
  work.announce(appointmentMade(id));
}

const refusals = {
  not_theirs: MayNotEnd,
  no_other_in_network: NobodyElseInNetwork,
  no_other_in_ministry: NobodyElseAnswers,
} as const satisfies Record<EndObstacle, unknown>;

/**
 * Ends an appointment before its date; declines or withdraws one that waits. Ending it twice is harmless.
 * @throws NobodyElseInNetwork, NobodyElseAnswers where an administrator would leave nobody but themself
 */
export async function endAppointment(work: Working, id: AppointmentId): Promise<void> {
  const appointment = await holdAppointment(work, id);
  if (!mayEnd(work.actor, appointment)) throw new MayNotEnd();
  if (appointment.endedAt) return;
  const obstacle = (await work.ask(listEndObstacles, [id])).get(id);
  if (obstacle) throw new refusals[obstacle]();
  await sql`select end_appointment(${id})`.execute(work.db);
  work.announce(appointmentEnded(id));
}

/** Asks to stand in for the coordinator of one's own ministry. Asking again under the same id changes nothing. */
export async function askEmergencyAccess(work: Working, { id, ownerId, reason, hours }: EmergencyAsked): Promise<void> {
  if (!mayAskEmergency(work.actor, ownerId)) throw new MayNotAskEmergency();
  const isRepeated = (await work.ask(findEmergency, id)) !== null;
  await sql`select ask_emergency_access(${id}, ${ownerId}, ${reason}, ${hours})`.execute(work.db);
  if (!isRepeated) work.announce(emergencyAsked(id));
}

/** Grants what somebody else asked for; from now on for the hours that they asked. Granting twice is harmless. */
export async function grantEmergencyAccess(work: Working, id: EmergencyAccessId): Promise<void> {
  const access = await holdEmergency(work, id);
  if (!mayGrantEmergency(work.actor, access)) throw new MayNotGrantEmergency();
  if (access.grantedBy === work.actor.personId && !access.endedAt) return;
  if (emergencyStateOf(access, work.now) !== 'asked') throw new EmergencyMissing();
  await sql`select grant_emergency_access(${id})`.execute(work.db);
  work.announce(emergencyGranted(id));
}

/** Ends an emergency access before its time, or declines it. Ending it twice is harmless. */
export async function endEmergencyAccess(work: Working, id: EmergencyAccessId): Promise<void> {
  const access = await holdEmergency(work, id);
  if (!mayEndEmergency(work.actor, access)) throw new MayNotEnd();
  if (access.endedAt) return;
  if (emergencyStateOf(access, work.now) === 'over') throw new EmergencyMissing();
  await sql`select end_emergency_access(${id})`.execute(work.db);
  work.announce(emergencyEnded(id));
}

async function holdAppointment(work: Working, id: AppointmentId): Promise<Appointment> {
  const appointment = await work.ask(findAppointment, id);
  if (!appointment) throw new AppointmentMissing();
  return appointment;
}

async function holdEmergency(work: Working, id: EmergencyAccessId): Promise<EmergencyAccess> {
  const access = await work.ask(findEmergency, id);
  if (!access) throw new EmergencyMissing();
  return access;
}
