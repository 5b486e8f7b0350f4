import { fail, type ActionFailure } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith, type Refused } from '#app/attempt.ts';
import { notePeople } from '#app/note-people.ts';
import { composePeople, type AppointmentLine } from '#app/people.ts';
import { composeResets } from '#app/resets.ts';
import { tellApart } from '#app/tell-apart.ts';
import { translateFor } from '#app/translate.ts';
import { typedIn } from '#app/typed-form.ts';
import { emergencySchema } from '#domains/appointments/schema.ts';
import {
  askEmergencyAccess,
  consentToAppointment,
  endAppointment,
  endEmergencyAccess,
  grantEmergencyAccess,
} from '#domains/appointments/server/commands.ts';
import { mayKeepMinistries } from '#domains/identity/access.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { grantReset, withdrawReset } from '#domains/recovery/server/commands.ts';
import { readForm } from '#platform/http/read-form.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { isId, newId, type AppointmentId, type EmergencyAccessId, type LoginResetId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

const views = {
  now: ['in_force'],
  coming: ['coming'],
  past: ['past', 'ended', 'declined'],
} as const satisfies Record<string, readonly AppointmentLine['state'][]>;
export type View = keyof typeof views;

const isOf = (view: View, { state }: AppointmentLine) =>
  (views[view] as readonly AppointmentLine['state'][]).includes(state);

export const load: PageServerLoad = async ({ locals, url }) => {
  const now = new Date();
  const whole = await locals.asking((ask) => composePeople(ask, locals.actor, now));
  const resets = await locals.asking((ask) => composeResets(ask, locals.actor));
  await notePeople(locals, whole);
  const t = await translateFor(locals, ['appointments']);
  const { lines, people, emergencies, joining, ...seen } = tellApart(t, whole);
  const wanted = url.searchParams.get('show');
  const view: View = wanted === 'coming' || wanted === 'past' ? wanted : 'now';
  const standing = new Set(lines.filter(({ state }) => state !== 'declined').map(({ personId }) => personId));
  return {
    ...seen,
    now,
    view,
    resets,
    keepsMinistries: mayKeepMinistries(locals.actor),
    counts: (Object.keys(views) as View[]).map((view) => ({ view, n: lines.filter((one) => isOf(view, one)).length })),
    waiting: lines.filter(({ state }) => state === 'proposed'),
    lines: lines.filter((one) => isOf(view, one)),
    roleless: people.filter(({ id, ownerId }) => !standing.has(id) && seen.may.propose.includes(ownerId)),
    uninvited: people.flatMap((person) => {
      const how = joining.get(person.id);
      return how && how.state !== 'accepted' ? { ...person, joining: how } : [];
    }),
    demo: people.flatMap(({ id, isDemo }) => (isDemo ? [id] : [])),
    emergencies: emergencies.filter(({ state }) => (view === 'past' ? true : state !== 'over')),
    newId: newId<'EmergencyAccess'>(),
  };
};

interface Told {
  /** Which of the things on the page it is about. */
  readonly about: string;
  readonly done: string;
}

/** Does one thing to what a form names; a refusal is told beside it. */
const act =
  <Of extends AppointmentId | EmergencyAccessId | LoginResetId>(
    done: string,
    verb: (locals: App.Locals, id: Of) => Promise<unknown>,
  ) =>
  async ({ locals, request }: { locals: App.Locals; request: Request }): Promise<Told | ActionFailure<Answer>> => {
    const about = String((await readForm(request)).get('id') ?? '');
    const kept = { about, done: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    if (!isId(about)) return failWith(locals, new FormUnreadable(), kept);
    return attempt(
      locals,
      () => verb(locals, about as Of),
      () => ({ about, done }),
      kept,
    );
  };
type Answer = Refused & Told;

/** What a form of emergency access holds of fields that were left out. */
const nothing = { id: '', ownerId: '', reason: '' };

export const actions: Actions = {
  consent: act<AppointmentId>('consented', (locals, id) => locals.carryOut(consentToAppointment, id)),
  decline: act<AppointmentId>('declined', (locals, id) => locals.carryOut(endAppointment, id)),
  grant: act<EmergencyAccessId>('granted', (locals, id) => locals.carryOut(grantEmergencyAccess, id)),
  end: act<EmergencyAccessId>('over', (locals, id) => locals.carryOut(endEmergencyAccess, id)),
  grantReset: act<LoginResetId>('resetGranted', (locals, id) => locals.carryOut(grantReset, id)),
  withdrawReset: act<LoginResetId>('resetOff', (locals, id) => locals.carryOut(withdrawReset, id)),
  ask: async ({ locals, request }) => {
    const typed = await typedIn(request);
    const kept = { about: 'ask', done: '', typed, problems: {} as Record<string, string> };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const parsed = v.safeParse(emergencySchema, { ...nothing, ...typed, hours: Number(typed['hours'] || Number.NaN) });
    if (!parsed.success) {
      const problems = Object.fromEntries(parsed.issues.map(({ path, message }) => [String(path?.[0]?.key), message]));
      return fail(422, { ...kept, refusal: '', refusalText: '', problems });
    }
    return attempt(
      locals,
      () => locals.carryOut(askEmergencyAccess, parsed.output),
      () => ({ about: 'ask', done: 'asked' }),
      kept,
    );
  },
};
