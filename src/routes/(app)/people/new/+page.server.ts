import { fail, redirect } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { inviteMember, mayInviteTo, type Addressed } from '#app/invite.ts';
import { composePeople, type AppointmentLine } from '#app/people.ts';
import { carryOutProposal, readProposal, type Typed } from '#app/propose.ts';
import { sayRefusal } from '#app/say-refusal.ts';
import { typedIn } from '#app/typed-form.ts';
import { refuseProposal } from '#domains/appointments/errors.ts';
import { appointsAtOnce } from '#domains/appointments/server/queries.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import type { Person } from '#domains/identity/types.ts';
import { today } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const seen = await locals.asking((ask) => composePeople(ask, locals.actor, new Date()));
  // Without a sign-in, this is a form that comes back after sign-out and keeps what was typed.
  if (locals.actor.personId && seen.may.propose.length === 0) throw refuseProposal(locals.actor);
  const again = seen.lines.find(({ id }) => id === url.searchParams.get('again')) ?? null;
  const wanted = again?.personId ?? url.searchParams.get('person');
  const person = seen.people.find(({ id }) => id === wanted) ?? null;
  return {
    // Not `person`: that is whoever reads the page.
    member: person,
    // Somebody of a ministry holds its roles or those of the network; people of the network may be called anywhere.
    owners: seen.may.propose.filter((id) => !person?.ownerId || id === person.ownerId || id === null),
    ministries: seen.ministries,
    // Nobody else could consent yet: roles of the network are given at once.
    isAlone: locals.actor.personId !== null && (await locals.ask(appointsAtOnce, person?.id ?? null)),
    start: startOf(person, again, url.searchParams),
  };
};

/** What the form starts with. The ids are made here, so that a form that is sent twice proposes once. */
const startOf = (person: Person | null, again: AppointmentLine | null, wanted: URLSearchParams): Typed => ({
  id: newId<'Appointment'>(),
  personId: person?.id ?? newId<'Person'>(),
  isNew: person ? '' : 'yes',
  ownerId: again ? (again.ownerId ?? 'network') : (person?.ownerId ?? wanted.get('ministry') ?? ''),
  role: again?.role ?? wanted.get('role') ?? '',
  institution: again?.institution ?? '',
  orderNumber: again?.orderNumber ?? '',
  from: again?.from ?? today(),
  to: again?.to ?? '',
});

/** Invites, or says why nobody was invited. */
async function inviteIfPossible(
  event: Parameters<typeof inviteMember>[0] & { readonly locals: App.Locals },
  to: Addressed,
): Promise<{ readonly link: string | null; readonly uninvited: string }> {
  try {
    return { link: (await inviteMember(event, to)).link, uninvited: '' };
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return { link: null, uninvited: await sayRefusal(event.locals.language, thrown) };
  }
}

export const actions: Actions = {
  propose: async ({ locals, request, url }) => {
    const typed = await typedIn(request);
    const kept = { typed, problems: {} as Typed };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const read = readProposal(typed);
    if (!read.ok) return fail(422, { refusal: '', refusalText: '', typed, problems: read.problems });
    const { person, appointment, invitation } = read.proposal;
    // Asked before anything is proposed, so that it is told beside its field and nothing is done by half.
    if (person && invitation && !(await mayInviteTo(locals.ask, person.ownerId)))
      return fail(422, {
        refusal: '',
        refusalText: '',
        typed,
        problems: { email: 'appointments.problem.mayNotInvite' },
      });
    let isInForce = false;
    const refused = await attempt(
      locals,
      async () => void (isInForce = await locals.carryOut(carryOutProposal, read.proposal)),
      () => null,
      kept,
    );
    if (refused) return refused;
    const done = isInForce ? 'appointed' : 'proposed';
    if (person && invitation) {
      const addressed = { personId: person.id, name: person.name, ...invitation };
      const { link, uninvited } = await inviteIfPossible({ locals, url }, addressed);
      // What was done stands, whatever became of the invitation: nobody has to begin again.
      if (link || uninvited) return { done, link, uninvited, personId: appointment.personId };
    }
    redirect(303, `/people?done=${done}`);
  },
};
