import { mayInvite } from '#domains/appointments/access.ts';
import { endingSoon, nextOrLast, withheldFrom } from '#domains/appointments/rules.ts';
import type { Appointment } from '#domains/appointments/types.ts';
import { listPeople } from '#domains/identity/server/queries.ts';
import { mayAnswerErasures } from '#domains/privacy/access.ts';
import { listErasures } from '#domains/privacy/server/queries.ts';
import type { ErasureRequest } from '#domains/privacy/types.ts';
import { mayPublish } from '#domains/training/reach/access.ts';
import { listPublishable } from '#domains/training/reach/server/queries/snapshots.ts';
import type { Actor } from '#shared/actor.ts';
import { dayOf } from '#shared/dates.ts';
import { composeJoining, type Joining } from './invite.ts';
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
  /** What somebody who holds no role is told of theirs; null of one that never was, undefined for whoever holds one. */
  readonly roleless: ReturnType<typeof nextOrLast<AppointmentLine>> | undefined;
  /** Own appointments that end within a month. */
  readonly ending: readonly Appointment[];
  /** Requests to be erased that wait for their answer. */
  readonly erasures: readonly ErasureRequest[];
  /** How many people nobody has invited yet, for those who can invite them. */
  readonly uninvited: number;
  /** Whether the figures wait to be published, for the secretariat; null where they do not. */
  readonly publication: 'never' | 'changed' | null;
  /** How many were invited and came too late: their link opens nothing any more. */
  readonly lapsed: number;
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
    roleless: actor.seats.length > 0 ? undefined : nextOrLast(actor.personId, lines, dayOf(now)),
    ending: endingSoon(actor, lines, dayOf(now)),
    erasures: mayAnswerErasures(actor) ? (await ask(listErasures)).filter(({ state }) => state === 'waiting') : [],
    publication: mayPublish(actor) ? await findPublicationDue(ask) : null,
    ...(await countJoining(ask, actor)),
  };
}

/** The figures wait if they were never published, or if at least a quarter of them are not any more what was published. */
async function findPublicationDue(ask: Asking): Promise<Duties['publication']> {
  const figures = await ask(listPublishable);
  if (figures.every(({ before }) => before === null)) return figures.some(({ value }) => value) ? 'never' : null;
  return figures.filter(({ isSame }) => !isSame).length * 4 >= figures.length ? 'changed' : null;
}

async function countJoining(ask: Asking, actor: Actor): Promise<Pick<Duties, 'uninvited' | 'lapsed'>> {
  const invitable = (await ask(listPeople)).filter(({ ownerId }) => mayInvite(actor, ownerId));
  const ids = invitable.map(({ id }) => id);
  const joining = ids.length > 0 ? [...(await composeJoining(ask, ids)).values()] : [];
  const count = (...states: Joining['state'][]) => joining.filter(({ state }) => states.includes(state)).length;
  return { uninvited: count('never'), lapsed: count('expired', 'outdated') };
}
