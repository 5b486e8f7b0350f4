import { listAppointments, listEmergencies } from '#domains/appointments/server/queries.ts';
import { stateOf } from '#domains/appointments/rules.ts';
import { listOwnShuts } from '#domains/authentication/server/queries.ts';
import { findOwnPerson, listMinistries, listEverySignIn } from '#domains/identity/server/queries.ts';
import { SignInNeeded } from '#domains/identity/errors.ts';
import { findOwnProfile, listOwnConsents, listOwnEntries } from '#domains/network/server/queries.ts';
import { mayReadRetention } from '#domains/privacy/access.ts';
import {
  findOwnLogin,
  listOwnAudit,
  listOwnErasures,
  listOwnTraces,
  listRetention,
} from '#domains/privacy/server/queries.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import type { Actor } from '#shared/actor.ts';
import { today } from '#shared/dates.ts';
import type { Asking } from './request.ts';

/**
 * Everything that the platform holds about whoever asks, from every domain; the page, the JSON and the PDF show the
 * same. A domain that comes to keep something about people adds it here.
 */
export async function gatherPersonalData(ask: Asking, actor: Actor) {
  if (!actor.personId) throw new SignInNeeded();
  const mine = <Held extends { personId: unknown }>(held: readonly Held[]) =>
    held.filter(({ personId }) => personId === actor.personId);
  const on = today();
  const appointments = mine(await ask(listAppointments));
  return {
    person: await ask(findOwnPerson),
    ministries: await ask(listMinistries),
    appointments: appointments.map((one) => ({ ...one, state: stateOf(one, on) })),
    emergencies: mine(await ask(listEmergencies)),
    roster: await ask(listOwnEntries),
    profile: await ask(findOwnProfile),
    units: await ask(listUnits),
    consents: await ask(listOwnConsents),
    login: await ask(findOwnLogin),
    shuts: await ask(listOwnShuts),
    signIns: await ask(listEverySignIn),
    traces: await ask(listOwnTraces),
    audit: await ask(listOwnAudit),
    erasures: await ask(listOwnErasures),
  };
}
export type PersonalData = Awaited<ReturnType<typeof gatherPersonalData>>;

/** How many days before a draft is removed its author is told. */
const warned = 30;

/** How many drafts of somebody's own are about to be removed because nobody touched them. */
export async function countDraftsSoon(ask: Asking, actor: Actor, { person, traces }: PersonalData): Promise<number> {
  const ownerId = person?.ownerId ?? null;
  if (!ownerId || !mayReadRetention(actor, ownerId)) return 0;
  const line = (await ask(listRetention, ownerId)).find(({ kind }) => kind === 'draft')!;
  const before = Date.now() - (line.days - warned) * 86_400_000;
  return traces.filter(({ kind, at }) => kind === 'draft_saved' && at.getTime() <= before).length;
}

/** The same for another program: stable names, instants in UTC, nobody else's names. */
export function personalDataAsJson({ units, ministries, ...data }: PersonalData, at: Date) {
  const others = <Held extends { personId: unknown; personName: string }>({ personName: _, ...rest }: Held) => rest;
  const taught = new Map<string, string>(units.map(({ id, title }) => [id, title.en]));
  return {
    format: 'kaskada-personal-data/1',
    takenAt: at,
    ...data,
    ministry: ministries.find(({ id }) => id === data.person?.ownerId)?.name.en ?? null,
    profile: {
      ...data.profile,
      content: { ...data.profile.content, units: data.profile.content.units.map((id) => taught.get(id) ?? id) },
    },
    appointments: data.appointments.map(others),
    emergencies: data.emergencies.map(others),
    erasures: data.erasures.map(others),
  };
}
