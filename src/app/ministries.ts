import { isAloneInNetwork, stateOf } from '#domains/appointments/rules.ts';
import { listAppointments } from '#domains/appointments/server/queries.ts';
import type { Appointment, AppointmentState } from '#domains/appointments/types.ts';
import { mayKeepMinistries } from '#domains/identity/access.ts';
import { MayNotKeepMinistries } from '#domains/identity/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import type { Ministry } from '#domains/identity/types.ts';
import type { Actor } from '#shared/actor.ts';
import { dayOf } from '#shared/dates.ts';
import type { Asking } from './request.ts';

/** A ministry as whoever keeps the ministries sees it: how many hold a role there, and how far its coordinator is. */
export interface MinistryLine extends Ministry {
  readonly people: number;
  readonly coordinator: Coordinating;
}
/** In office, appointed from a day to come, waiting for consent, or nobody. */
export type Coordinating = 'in_force' | 'coming' | 'proposed' | 'none';

/** The ministries with what an administrator may know of them: numbers, and no content. */
export async function composeMinistries(ask: Asking, actor: Actor, now: Date): Promise<MinistryLine[]> {
  if (!mayKeepMinistries(actor)) throw new MayNotKeepMinistries();
  return lineUp(await ask(listMinistries), standingOn(await ask(listAppointments), now));
}

/** What a network still lacks before somebody of a ministry can work in it. */
export interface Lacking {
  readonly ministries: boolean;
  /** Nobody else is there who could consent to a first coordinator. */
  readonly second: boolean;
  readonly coordinators: readonly Ministry[];
}

/** What the network still lacks, for those who can see to it; null for everybody else. */
export async function findLacking(
  ask: Asking,
  actor: Actor,
  appointments: readonly Appointment[],
  now: Date,
): Promise<Lacking | null> {
  if (!mayKeepMinistries(actor)) return null;
  const standing = standingOn(appointments, now);
  const lines = lineUp(await ask(listMinistries), standing);
  return {
    ministries: lines.length === 0,
    second: isAloneInNetwork(actor.personId, standing),
    coordinators: lines.filter(({ coordinator }) => coordinator === 'none'),
  };
}

type Standing = Appointment & { readonly state: AppointmentState };
const standingOn = (appointments: readonly Appointment[], now: Date): Standing[] =>
  appointments.map((one) => ({ ...one, state: stateOf(one, dayOf(now)) }));

function lineUp(ministries: readonly Ministry[], standing: readonly Standing[]): MinistryLine[] {
  return ministries.map((ministry) => {
    const own = standing.filter(({ ownerId }) => ownerId === ministry.id);
    const holding = own.filter(({ state }) => state === 'in_force').map(({ personId }) => personId);
    return { ...ministry, people: new Set(holding).size, coordinator: coordinatingIn(own) };
  });
}

function coordinatingIn(own: readonly Standing[]): Coordinating {
  const states = own.filter(({ role }) => role === 'coordinator').map(({ state }) => state);
  return (['in_force', 'coming', 'proposed'] as const).find((state) => states.includes(state)) ?? 'none';
}
