import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { runningPlatform } from '#app/platform.ts';
import { demoPeople, stepInAs } from '#app/step-in.ts';
import { isOnLoopback, keepSignIn, placeOf, safePath, signInCookie } from '#app/visitor.ts';
import { DemoPersonMissing } from '#domains/identity/errors.ts';
import { endSignIn } from '#domains/identity/server/commands.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isId, type PersonId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

/** The page does not exist outside the demo, nor for a visitor from another machine. */
function insistOnDemo({ url, getClientAddress }: RequestEvent) {
  const isHere = runningPlatform().mode === 'demo' && isOnLoopback(getClientAddress(), url.hostname);
  if (!isHere) error(404, 'Not Found', {});
}

export const load: PageServerLoad = async (event) => {
  insistOnDemo(event);
  return {
    people: await demoPeople(),
    ministries: await event.locals.ask(listMinistries),
    to: event.url.searchParams.get('to') ?? '',
  };
};

export const actions: Actions = {
  default: async (event) => {
    insistOnDemo(event);
    const form = await readForm(event.request);
    const personId = form.get('person');
    if (!isId(personId)) throw new DemoPersonMissing();
    const before = event.cookies.get(signInCookie);
    const token = await stepInAs(personId as PersonId, placeOf(event));
    if (before) await event.locals.carryOut(endSignIn, before);
    keepSignIn(event, token);
    redirect(303, safePath(form.get('to')));
  },
};
