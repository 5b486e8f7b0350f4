import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { refuse } from '#app/attempt.ts';
import { callerOf, ceremonyOf } from '#app/sign-in/caller.ts';
import { enter } from '#app/sign-in/let-in.ts';
import { signInWithCode } from '#app/sign-in/prove.ts';
import { codeSchema } from '#domains/authentication/schema.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** Comes after a password, and not otherwise. */
export const load: PageServerLoad = (event) => {
  if (!ceremonyOf(event) && event.request.method !== 'POST') redirect(303, '/sign-in');
};

export const actions: Actions = {
  default: async (event) => {
    const parsed = v.safeParse(codeSchema, Object.fromEntries(await readForm(event.request)));
    const underWay = ceremonyOf(event);
    try {
      const code = parsed.success ? parsed.output.code : '';
      const entered = await signInWithCode(callerOf(event), underWay, code);
      return enter(event, entered, underWay?.to);
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      return fail(thrown.status, await refuse(event.locals.language, thrown));
    }
  },
};
