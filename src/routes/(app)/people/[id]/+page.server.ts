import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, refuse } from '#app/attempt.ts';
import { canInvite, inviteMember } from '#app/invite.ts';
import { composePeople } from '#app/people.ts';
import { mayInvite } from '#domains/appointments/access.ts';
import { PersonMissing } from '#domains/appointments/errors.ts';
import { isLastToAnswer } from '#domains/appointments/rules.ts';
import { invitationSchema } from '#domains/appointments/schema.ts';
import { endAppointment } from '#domains/appointments/server/commands.ts';
import { SignInNeeded } from '#domains/identity/errors.ts';
import { readForm } from '#platform/http/read-form.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { isId, type AppointmentId, type PersonId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, request }) => {
  const now = new Date();
  const seen = await locals.asking((ask) => composePeople(ask, locals.actor, now));
  const person = seen.people.find(({ id }) => id === params.id) ?? null;
  // A form that was sent after sign-out is answered; it shows nothing of the person.
  if (!person && (locals.actor.personId || request.method !== 'POST')) throw new PersonMissing();
  const lines = seen.lines.filter(({ personId }) => personId === person?.id);
  return {
    // Not `person`: that is whoever reads the page.
    member: person,
    ministries: seen.ministries,
    lines,
    // Ending it would leave the ministry without anybody who answers for it.
    last: lines.filter((one) => isLastToAnswer(one, seen.lines)).map(({ id }) => id),
    may: {
      propose:
        person !== null && seen.may.propose.some((id) => !person.ownerId || id === person.ownerId || id === null),
      invite: person !== null && seen.uninvited.has(person.id) && mayInvite(locals.actor, person.ownerId),
    },
  };
};

export const actions: Actions = {
  end: async ({ locals, request }) => {
    const about = String((await readForm(request)).get('id') ?? '');
    const kept = { about, done: '' };
    if (!locals.actor.personId) return fail(401, { ...(await refuse(locals.language, new SignInNeeded())), ...kept });
    if (!isId(about)) return fail(400, { ...(await refuse(locals.language, new FormUnreadable())), ...kept });
    return attempt(
      locals,
      () => locals.carryOut(endAppointment, about as AppointmentId),
      () => ({ about, done: 'ended' }),
      kept,
    );
  },
  invite: async ({ locals, params, request, url }) => {
    const typed = Object.fromEntries([...(await readForm(request))].map(([name, text]) => [name, String(text)]));
    const kept = { about: 'invite', done: '', typed, problem: '' };
    if (!locals.actor.personId) return fail(401, { ...(await refuse(locals.language, new SignInNeeded())), ...kept });
    const parsed = v.safeParse(invitationSchema, typed);
    if (!canInvite() || !isId(params.id) || !parsed.success)
      return fail(422, { ...kept, refusal: '', refusalText: '', problem: 'appointments.problem.emailUnknown' });
    let link: string | null = null;
    return attempt(
      locals,
      async () =>
        ({ link } = await inviteMember(locals, params.id as PersonId, { ...parsed.output, origin: url.origin })),
      () => ({ about: 'invite', done: link ? 'link' : 'invited', link }),
      kept,
    );
  },
};
