import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { refuse } from '#app/attempt.ts';
import { foundWithCode } from '#app/first-run.ts';
import { runningPlatform } from '#app/platform.ts';
import { keepSignIn, placeOf } from '#app/visitor.ts';
import { foundingSchema } from '#domains/network/schema.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** Once the network has been founded, this page is gone; who had it open and sends it is told so. */
export const load: PageServerLoad = ({ request }) => {
  if (!runningPlatform().firstRunCode && request.method !== 'POST') error(404, 'Not Found', {});
};

const nothing = { code: '', networkName: '', personName: '' };

export const actions: Actions = {
  default: async (event) => {
    // A field that was left out is empty.
    const typed = { ...nothing, ...Object.fromEntries(await readForm(event.request)) };
    const kept = {
      networkName: String(typed.networkName).slice(0, 400),
      personName: String(typed.personName).slice(0, 400),
    };
    const parsed = v.safeParse(foundingSchema, typed);
    if (!parsed.success) {
      const problems = Object.fromEntries(parsed.issues.map((issue) => [String(issue.path?.[0]?.key), issue.message]));
      // Nobody has looked at the code yet, so it stays; one that turned out wrong is to be copied anew.
      const code = String(typed.code).slice(0, 400);
      return fail(422, { ...kept, code, problems, refusalText: '' });
    }
    try {
      keepSignIn(event, await foundWithCode(parsed.output, placeOf(event)));
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      return fail(thrown.status, { ...kept, code: '', problems: {}, ...(await refuse(event.locals.language, thrown)) });
    }
    redirect(303, '/home');
  },
};
