import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { failWith } from '#app/attempt.ts';
import { callerOf, ceremonyOf, dropCeremony } from '#app/sign-in/caller.ts';
import { enter } from '#app/sign-in/let-in.ts';
import { signInWithCode } from '#app/sign-in/prove.ts';
import { safePath } from '#app/visitor.ts';
import { CodeUsed, CodeWrong } from '#domains/authentication/errors.ts';
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
      const isOver = !(thrown instanceof CodeWrong || thrown instanceof CodeUsed);
      if (isOver) dropCeremony(event);
      const from = `/sign-in?own&to=${encodeURIComponent(safePath(underWay?.to))}`;
      return failWith(event.locals, thrown, { isOver, from });
    }
  },
};
