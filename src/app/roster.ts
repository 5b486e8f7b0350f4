import { stateOf } from '#domains/appointments/rules.ts';
import type { Appointment } from '#domains/appointments/types.ts';
import { listMinistries, listPeople } from '#domains/identity/server/queries.ts';
import type { Ministry, Person } from '#domains/identity/types.ts';
import { mayKeepRoster } from '#domains/network/access.ts';
import { listInstitutions, listTrainers } from '#domains/network/server/queries.ts';
import type { Institution, Trainer } from '#domains/network/types.ts';
import { ministriesOf, type Actor } from '#shared/actor.ts';
import { dayOf } from '#shared/dates.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Asking } from './request.ts';

/** The ministries whose roster the actor keeps. */
export const keptRosters = (actor: Actor): OwnerId[] => ministriesOf(actor).filter((id) => mayKeepRoster(actor, id));

/** What a form of the roster offers: only what belongs to the ministries whose roster the actor keeps. */
export interface RosterChoices {
  readonly ministries: readonly Ministry[];
  /** Those of their people who are not on it. */
  readonly people: readonly Pick<Person, 'id' | 'ownerId' | 'name'>[];
  readonly institutions: readonly Institution[];
}

/** Gathers the choices of a form of the roster. */
export async function composeRosterChoices(ask: Asking, actor: Actor, now: Date): Promise<RosterChoices> {
  const kept = keptRosters(actor);
  const isKept = ({ ownerId }: { readonly ownerId: OwnerId | null }) => ownerId !== null && kept.includes(ownerId);
  if (kept.length === 0) return { ministries: [], people: [], institutions: [] };
  const roster = await ask(listTrainers);
  const people = (await ask(listPeople)).filter((one) => isKept(one) && !one.name.startsWith('~'));
  return {
    ministries: (await ask(listMinistries)).filter(({ id }) => kept.includes(id)),
    people: people
      .filter((one) => !isOn(roster, one, now))
      .map(({ id, ownerId, name }) => ({ id, ownerId, name }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    institutions: (await ask(listInstitutions)).filter(isKept),
  };
}

/** Whether somebody is on a roster today or from a day to come. */
const isOn = (roster: readonly Trainer[], person: Pick<Person, 'id'>, now: Date): boolean =>
  roster.some(({ personId, activeTo }) => personId === person.id && (activeTo === null || activeTo >= dayOf(now)));

/** Whether the actor could add somebody to the roster who was appointed a trainer and is not on it. */
export async function isToBeAdded(
  ask: Asking,
  actor: Actor,
  person: Person,
  appointments: readonly Appointment[],
  now: Date,
): Promise<boolean> {
  if (!person.ownerId || !mayKeepRoster(actor, person.ownerId)) return false;
  const trains = appointments.some(
    (one) => one.role === 'trainer' && ['in_force', 'coming'].includes(stateOf(one, dayOf(now))),
  );
  return trains && !isOn(await ask(listTrainers), person, now);
}
