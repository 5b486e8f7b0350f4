import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { invitationSchema, inviteMember } from '#app/invite.ts';
import { notePerson } from '#app/note-people.ts';
import { composePeople, type PeopleSeen } from '#app/people.ts';
import { runningPlatform } from '#app/platform.ts';
import { canBeReset, findResetOf, type ToldReset } from '#app/resets.ts';
import { isToBeAdded } from '#app/roster.ts';
import { typedIn } from '#app/typed-form.ts';
import { PersonMissing } from '#domains/appointments/errors.ts';
import { isLastToAnswer } from '#domains/appointments/rules.ts';
import { endAppointment } from '#domains/appointments/server/commands.ts';
import { mayShutAccount } from '#domains/authentication/access.ts';
import { openAccount, shutAccount, withdrawInvitation } from '#domains/authentication/server/commands.ts';
import { findShut, mayOpen, mayShut } from '#domains/authentication/server/queries.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listPeople } from '#domains/identity/server/queries.ts';
import { resetSchema } from '#domains/recovery/schema.ts';
import { askReset } from '#domains/recovery/server/commands.ts';
import { readForm } from '#platform/http/read-form.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { isId, newId, type AppointmentId, type PersonId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
  const now = new Date();
  const seen = await locals.asking((ask) => composePeople(ask, locals.actor, now));
  const person = seen.people.find(({ id }) => id === params.id) ?? null;
  // A form that was sent after sign-out is answered; it shows nothing of the person.
  if (!person && (locals.actor.personId || request.method !== 'POST')) throw new PersonMissing();
  const lines = seen.lines.filter(({ personId }) => personId === person?.id);
  if (person) await notePerson(locals, person, lines);
  const joining = (person && seen.joining.get(person.id)) ?? null;
  const mayShutIt =
    person !== null && mayShutAccount(locals.actor, person.ownerId) && (await locals.ask(mayShut, person.id));
  const mayOpenIt = person !== null && (mayShutIt || (await locals.ask(mayOpen, person.id)));
  const shutSince = mayOpenIt ? ((await locals.ask(findShut, person.id))?.since ?? null) : null;
  const reset = person && (await locals.asking((ask) => findResetOf(ask, person, now)));
  return {
    // Not `person`: that is whoever reads the page.
    member: person,
    ministries: seen.ministries,
    lines,
    joining,
    reset,
    isResetStuck: reset?.ownerId === null && !hasHelper(seen, reset),
    isMailed: runningPlatform().authentication.mail !== null,
    // Ending it would leave the ministry without anybody who answers for it.
    last: lines.filter((one) => isLastToAnswer(one, seen.lines)).map(({ id }) => id),
    may: {
      propose:
        person !== null && seen.may.propose.some((id) => !person.ownerId || id === person.ownerId || id === null),
      invite: joining !== null && joining.state !== 'accepted',
      shut: mayShutIt || shutSince !== null,
      enrol: person !== null && (await locals.asking((ask) => isToBeAdded(ask, locals.actor, person, lines, now))),
      reset: person !== null && (await locals.asking((ask) => canBeReset(ask, locals.actor, person))),
    },
    shutSince,
    newId: newId<'LoginReset'>(),
  };
};

/** Whether somebody of the network, other than the person and whoever asked, is there to grant a reset. */
const hasHelper = ({ lines, joining }: PeopleSeen, { personId, askedBy }: ToldReset): boolean =>
  lines.some(
    (one) =>
      one.state === 'in_force' &&
      (one.role === 'secretariat' || one.role === 'administrator') &&
      one.personId !== personId &&
      one.personId !== askedBy &&
      (joining.get(one.personId)?.state ?? 'accepted') === 'accepted',
  );

/** Shuts the account of the person whom the page is about, or opens it. */
async function turn({ locals, params }: RequestEvent<{ id: string }>, done: 'shut' | 'opened') {
  const kept = { about: 'account', done: '' };
  if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
  return attempt(
    locals,
    () => {
      if (!isId(params.id)) throw new PersonMissing();
      return locals.carryOut(done === 'shut' ? shutAccount : openAccount, params.id as PersonId);
    },
    () => ({ about: 'account', done }),
    kept,
  );
}

export const actions: Actions = {
  shut: (event) => turn(event, 'shut'),
  open: (event) => turn(event, 'opened'),
  end: async ({ locals, request }) => {
    const about = String((await readForm(request)).get('id') ?? '');
    const kept = { about, done: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    if (!isId(about)) return failWith(locals, new FormUnreadable(), kept);
    return attempt(
      locals,
      () => locals.carryOut(endAppointment, about as AppointmentId),
      () => ({ about, done: 'ended' }),
      kept,
    );
  },
  invite: async ({ locals, params, request, url }) => {
    const typed = await typedIn(request);
    const kept = { about: 'invite', done: '', typed, problem: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const parsed = v.safeParse(invitationSchema, typed);
    if (!parsed.success)
      return fail(422, { ...kept, refusal: '', refusalText: '', problem: 'appointments.problem.emailUnknown' });
    const [member] = (await locals.ask(listPeople)).filter(({ id }) => id === params.id);
    let link: string | null = null;
    return attempt(
      locals,
      async () => {
        if (!member) throw new PersonMissing();
        const to = { personId: member.id, name: member.name, ...parsed.output };
        ({ link } = await inviteMember({ locals, url }, to));
      },
      () => ({ about: 'invite', done: link ? 'link' : 'invited', link }),
      kept,
    );
  },
  withdraw: async ({ locals, request }) => {
    const about = 'invite';
    const id = String((await readForm(request)).get('id') ?? '');
    const kept = { about, done: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    if (!isId(id)) return failWith(locals, new FormUnreadable(), kept);
    return attempt(
      locals,
      () => locals.carryOut(withdrawInvitation, id),
      () => ({ about, done: 'withdrawn' }),
      kept,
    );
  },
  reset: async ({ locals, params, request }) => {
    const typed = await typedIn(request);
    const kept = { about: 'reset', done: '', typed, problem: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const parsed = v.safeParse(resetSchema, { ...typed, personId: params.id });
    if (!parsed.success) return fail(422, { ...kept, refusal: '', refusalText: '', problem: parsed.issues[0].message });
    return attempt(
      locals,
      () => locals.carryOut(askReset, parsed.output),
      () => ({ about: 'reset', done: 'resetAsked' }),
      kept,
    );
  },
};
