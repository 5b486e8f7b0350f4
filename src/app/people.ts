import {
  mayAskEmergency,
  mayEnd,
  mayEndEmergency,
  mayGrantEmergency,
  mayPropose,
} from '#domains/appointments/access.ts';
import { emergencyStateOf, stateOf, untilOf, type EmergencyState } from '#domains/appointments/rules.ts';
import {
  listAppointments,
  listConsentable,
  listEmergencies,
  listEndObstacles,
  whoTheyAre,
} from '#domains/appointments/server/queries.ts';
import type {
  Appointment,
  AppointmentState,
  ByWhom,
  EmergencyAccess,
  EndObstacle,
} from '#domains/appointments/types.ts';
import { listMinistries, listPeople } from '#domains/identity/server/queries.ts';
import type { Ministry, Person } from '#domains/identity/types.ts';
import { coordinates, type Actor } from '#shared/actor.ts';
import { dayOf } from '#shared/dates.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import { composeJoining, type Joining } from './invite.ts';
import type { Asking } from './request.ts';

/** An appointment as a page shows it: where it stands, by whose word, and what its reader may do with it. */
export interface AppointmentLine extends Appointment {
  readonly state: AppointmentState;
  readonly proposer: ByWhom;
  readonly consenter: ByWhom;
  readonly ender: ByWhom;
  readonly may: { readonly consent: boolean; readonly end: boolean };
  /** Why somebody who ends such appointments does not end this one; null otherwise. */
  readonly obstacle: Exclude<EndObstacle, 'not_theirs'> | null;
}

/** An emergency access likewise. */
export interface EmergencyLine extends EmergencyAccess {
  readonly state: EmergencyState;
  readonly until: Date | null;
  readonly granter: ByWhom;
  readonly may: { readonly grant: boolean; readonly end: boolean };
}

/** What somebody sees of the people and their roles, and what they may do there. */
export interface PeopleSeen {
  readonly ministries: readonly Ministry[];
  readonly people: readonly Person[];
  readonly lines: readonly AppointmentLine[];
  readonly emergencies: readonly EmergencyLine[];
  /** How far those are on the way to an account whom the reader may invite. */
  readonly joining: ReadonlyMap<PersonId, Joining>;
  readonly may: {
    /** The ministries for which they propose; null among them stands for the network. */
    readonly propose: readonly (OwnerId | null)[];
    /** The ministries for whose coordinator they may ask to stand in. */
    readonly ask: readonly OwnerId[];
  };
}

/** Gathers what the actor sees of people, appointments and emergencies. */
export async function composePeople(ask: Asking, actor: Actor, now: Date): Promise<PeopleSeen> {
  const ministries = await ask(listMinistries);
  const people = await ask(listPeople);
  const lines = await composeAppointments(ask, actor, now);
  const emergencies = await composeEmergencies(ask, actor, now);
  const owners = [...ministries.map(({ id }) => id), null];
  const isStandingIn = (ownerId: OwnerId) =>
    emergencies.some((one) => one.ownerId === ownerId && one.personId === actor.personId && one.state !== 'over');
  const needs = (ownerId: OwnerId) => !coordinates(actor, ownerId) && !isStandingIn(ownerId);
  return {
    ministries,
    people,
    lines,
    emergencies,
    joining: await composeJoining(
      ask,
      people.map(({ id }) => id),
    ),
    may: {
      propose: owners.filter((ownerId) => mayPropose(actor, ownerId)),
      ask: ministries.map(({ id }) => id).filter((id) => mayAskEmergency(actor, id) && needs(id)),
    },
  };
}

/** The appointments that the actor sees, with what they may do. */
export async function composeAppointments(ask: Asking, actor: Actor, now: Date): Promise<AppointmentLine[]> {
  const appointments = await ask(listAppointments);
  const consentable = await ask(listConsentable);
  const who = await ask(
    whoTheyAre,
    appointments.flatMap(({ proposedBy, consentedBy, endedBy }) => [proposedBy, consentedBy, endedBy]).filter(isSome),
  );
  const by = (id: PersonId | null) => (id ? (who.get(id) ?? null) : null);
  const endable = appointments.filter((one) => !isOver(stateOf(one, dayOf(now))) && mayEnd(actor, one));
  const ids = endable.map(({ id }) => id);
  const obstacles = await ask(listEndObstacles, ids);
  return appointments.map((one) => {
    const state = stateOf(one, dayOf(now));
    const obstacle = obstacles.get(one.id) ?? null;
    return {
      ...one,
      state,
      proposer: by(one.proposedBy),
      consenter: by(one.consentedBy),
      ender: by(one.endedBy),
      may: { consent: state === 'proposed' && consentable.has(one.id), end: ids.includes(one.id) && !obstacle },
      obstacle: obstacle === 'not_theirs' ? null : obstacle,
    };
  });
}

const isOver = (state: AppointmentState) => state === 'past' || state === 'ended' || state === 'declined';

/** The emergency accesses that the actor sees, with what they may do. */
export async function composeEmergencies(ask: Asking, actor: Actor, now: Date): Promise<EmergencyLine[]> {
  const emergencies = await ask(listEmergencies);
  const who = await ask(whoTheyAre, emergencies.map(({ grantedBy }) => grantedBy).filter(isSome));
  return emergencies.map((one) => {
    const state = emergencyStateOf(one, now);
    return {
      ...one,
      state,
      until: untilOf(one),
      granter: one.grantedBy ? (who.get(one.grantedBy) ?? null) : null,
      may: {
        grant: state === 'asked' && mayGrantEmergency(actor, one),
        end: state !== 'over' && mayEndEmergency(actor, one),
      },
    };
  });
}

const isSome = <Thing>(thing: Thing | null): thing is Thing => thing !== null;
