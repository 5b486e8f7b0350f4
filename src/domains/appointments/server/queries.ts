import { sql, type Selectable } from 'kysely';
import { namePeople } from '#domains/identity/server/queries.ts';
import type { Reading } from '#platform/database/reading.ts';
import type { Role } from '#shared/actor.ts';
import type { AppointmentId, EmergencyAccessId, PersonId } from '#shared/ids.ts';
import type { Appointment, ByWhom, EmergencyAccess, EndObstacle } from '../types.ts';
import type { AppointmentTables } from './tables.ts';

type Tables = AppointmentTables;

/** All appointments that the actor sees, also those that have ended or still wait for consent; the latest first. */
export async function listAppointments(reading: Reading<Tables>): Promise<Appointment[]> {
  const rows = await reading.db
    .selectFrom('appointment')
    .selectAll()
    .orderBy('from_date', 'desc')
    .orderBy('id')
    .execute();
  return named(reading, rows, appointmentOf);
}

/** One appointment; null when there is none that the actor sees. */
export async function findAppointment(reading: Reading<Tables>, id: AppointmentId): Promise<Appointment | null> {
  const rows = await reading.db.selectFrom('appointment').selectAll().where('id', '=', id).execute();
  return (await named(reading, rows, appointmentOf))[0] ?? null;
}

/** All emergency accesses that the actor sees, the latest first. */
export async function listEmergencies(reading: Reading<Tables>): Promise<EmergencyAccess[]> {
  const rows = await reading.db.selectFrom('emergency_access').selectAll().orderBy('asked_at', 'desc').execute();
  return named(reading, rows, emergencyOf);
}

/** One emergency access; null when there is none that the actor sees. */
export async function findEmergency(reading: Reading<Tables>, id: EmergencyAccessId): Promise<EmergencyAccess | null> {
  const rows = await reading.db.selectFrom('emergency_access').selectAll().where('id', '=', id).execute();
  return (await named(reading, rows, emergencyOf))[0] ?? null;
}

/** The proposals to which the actor may consent: the database knows whether a ministry has somebody of its own for it. */
export async function listConsentable({ db }: Reading<Tables>): Promise<Set<AppointmentId>> {
  const rows = await db
    .selectFrom('appointment')
    .select('id')
    .where('consented_at', 'is', null)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`may_consent(appointment)`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Of appointments that have not been ended, why the actor does not end each; those are left out that they may end. */
export async function listEndObstacles(
  { db }: Reading<Tables>,
  ids: readonly AppointmentId[],
): Promise<ReadonlyMap<AppointmentId, EndObstacle>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('appointment')
    .select(['id', sql<EndObstacle | null>`end_obstacle(appointment)`.as('obstacle')])
    .where('id', 'in', [...ids])
    .where('ended_at', 'is', null)
    .execute();
  return new Map(rows.flatMap(({ id, obstacle }) => (obstacle ? [[id, obstacle] as const] : [])));
}

/** Whether a role of the network is in force as soon as the actor proposes it, because nobody is there who could consent. */
export async function appointsAtOnce({ db }: Reading<Tables>, personId: PersonId | null): Promise<boolean> {
  const found = sql<{ at_once: boolean }>`(select appoints_at_once(${personId}) as at_once)`.as('found');
  return (await db.selectFrom(found).selectAll().executeTakeFirstOrThrow()).at_once;
}

/** By whose word things were done, for each person asked about: a name that the actor sees, or what they are known as. */
export async function whoTheyAre(
  reading: Reading<Tables>,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, ByWhom>> {
  const wanted = [...new Set(ids)];
  const names = await reading.ask(namePeople, wanted);
  const unnamed = wanted.filter((id) => !names.has(id));
  const known = sql<{ person_id: PersonId; role: Role }>`known_as(${unnamed}::uuid[])`.as('known');
  const rows = unnamed.length > 0 ? await reading.db.selectFrom(known).selectAll().execute() : [];
  const roles = new Map(rows.map(({ person_id, role }) => [person_id, role]));
  return new Map(wanted.map((id) => [id, byWhom(names.get(id), roles.get(id))]));
}

const byWhom = (name: string | undefined, role: Role | undefined): ByWhom =>
  name === undefined ? (role === undefined ? null : { role }) : { name };

async function named<Row extends { person_id: Appointment['personId'] }, Named>(
  reading: Reading<Tables>,
  rows: readonly Row[],
  shape: (row: Row, personName: string) => Named,
): Promise<Named[]> {
  const names = await reading.ask(
    namePeople,
    rows.map(({ person_id }) => person_id),
  );
  return rows.map((row) => shape(row, names.get(row.person_id) ?? ''));
}

const appointmentOf = (row: Selectable<Tables['appointment']>, personName: string): Appointment => ({
  id: row.id,
  personId: row.person_id,
  personName,
  role: row.role,
  ownerId: row.owner_id,
  institution: row.institution,
  orderNumber: row.order_number,
  from: row.from_date,
  to: row.to_date,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
  consentedBy: row.consented_by,
  consentedAt: row.consented_at,
  endedBy: row.ended_by,
  endedAt: row.ended_at,
});

const emergencyOf = (row: Selectable<Tables['emergency_access']>, personName: string): EmergencyAccess => ({
  id: row.id,
  ownerId: row.owner_id,
  personId: row.person_id,
  personName,
  reason: row.reason,
  hours: row.hours,
  askedAt: row.asked_at,
  grantedBy: row.granted_by,
  grantedAt: row.granted_at,
  endedBy: row.ended_by,
  endedAt: row.ended_at,
});
