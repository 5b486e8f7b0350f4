import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { runningPlatform } from '#app/platform.ts';
import { isOnLoopback, keepSignIn, safePath } from '#app/visitor.ts';
import { carryOut } from '#platform/database/database.ts';
import { stepIn } from '#domains/identity/server/commands.ts';
import { listDemoPeople, listMinistries } from '#domains/identity/server/queries.ts';
import { isId, type PersonId } from '#shared/ids.ts';
import { DemoPersonMissing } from '#domains/identity/errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The page does not exist outside the demo, nor for a visitor from another machine. */
function insistOnDemo({ url, getClientAddress }: RequestEvent) {
  const isHere = runningPlatform().mode === 'demo' && isOnLoopback(getClientAddress(), url.hostname);
  if (!isHere) error(404, 'Not Found', {});
}

export const load: PageServerLoad = async (event) => {
  insistOnDemo(event);
  const people = await runningPlatform().database.onDuty('sign-in', (work) => work.ask(listDemoPeople));
  return { people, ministries: await event.locals.ask(listMinistries), to: event.url.searchParams.get('to') ?? '' };
};

export const actions: Actions = {
  default: async (event) => {
    insistOnDemo(event);
    const form = await event.request.formData();
    const personId = form.get('person');
    if (!isId(personId)) throw new DemoPersonMissing();
    const token = await runningPlatform().database.onDuty('sign-in', (work) =>
      carryOut(work, stepIn, personId as PersonId),
    );
    keepSignIn(event, token);
    redirect(303, safePath(form.get('to')));
  },
};
