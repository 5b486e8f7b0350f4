import { mayInvite } from '#domains/appointments/access.ts';
import { endingSoon, withheldFrom } from '#domains/appointments/rules.ts';
import type { Appointment } from '#domains/appointments/types.ts';
import { listPeople } from '#domains/identity/server/queries.ts';
import { mayAnswerErasures } from '#domains/privacy/access.ts';
import { listErasures } from '#domains/privacy/server/queries.ts';
import type { ErasureRequest } from '#domains/privacy/types.ts';
import type { Actor } from '#shared/actor.ts';
import { dayOf } from '#shared/dates.ts';
import { listUninvited } from './invite.ts';
import { findLacking, type Lacking } from './ministries.ts';
import { composeAppointments, composeEmergencies, type AppointmentLine, type EmergencyLine } from './people.ts';
import type { Asking } from './request.ts';
import { composeResets, type ResetLine } from './resets.ts';

/** What somebody has to do, or must know, about people and their roles. */
export interface Duties {
  /** What the network lacks before its ministries can work in it, for those who see to it. */
  readonly lacking: Lacking | null;
  readonly consent: readonly AppointmentLine[];
  /** Of others, asked or going on. */
  readonly emergencies: readonly EmergencyLine[];
  /** Logins that somebody is said to have lost: one's own, or one to decide about. */
  readonly resets: readonly ResetLine[];
  /** Own appointments whose seats wait for a second factor. */
  readonly withheld: readonly Appointment[];
  /** Own appointments that end within a month. */
  readonly ending: readonly Appointment[];
  /** Requests to be erased that wait for their answer. */
  readonly erasures: readonly ErasureRequest[];
  /** How many people have no account yet, for those who can invite them. */
  readonly uninvited: number;
}

/** Gathers what the home page tells a person about people and their roles. */
export async function composeDuties(ask: Asking, actor: Actor, now: Date): Promise<Duties> {
  const lines = await composeAppointments(ask, actor, now);
  const emergencies = await composeEmergencies(ask, actor, now);
  return {
    lacking: await findLacking(ask, actor, lines, now),
    consent: lines.filter(({ may }) => may.consent),
    emergencies: emergencies.filter(({ state, personId }) => state !== 'over' && personId !== actor.personId),
    resets: (await composeResets(ask, actor)).filter(({ may, personId }) => may.grant || personId === actor.personId),
    withheld: withheldFrom(actor, lines, dayOf(now)),
    ending: endingSoon(actor, lines, dayOf(now)),
    erasures: mayAnswerErasures(actor) ? (await ask(listErasures)).filter(({ state }) => state === 'waiting') : [],
    uninvited: await countUninvited(ask, actor),
  };
}

async function countUninvited(ask: Asking, actor: Actor): Promise<number> {
  const invitable = (await ask(listPeople)).filter(({ ownerId }) => mayInvite(actor, ownerId));
  if (invitable.length === 0) return 0;
  return (
    await listUninvited(
      ask,
      invitable.map(({ id }) => id),
    )
  ).size;
}
