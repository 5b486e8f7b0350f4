import { fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { failWith } from '#app/attempt.ts';
import { runningPlatform } from '#app/platform.ts';
import { acceptWithPasskey, acceptWithPassword, openInvitation } from '#app/sign-in/accept.ts';
import { callerOf, ceremonyOf } from '#app/sign-in/caller.ts';
import { judgePassword, type PasswordProblemKey } from '#app/sign-in/judge-password.ts';
import { enter, type Entered } from '#app/sign-in/let-in.ts';
import { passkeySchema } from '#domains/authentication/schema.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { personName, email, countryCode } = await openInvitation(params.token);
  const provider = runningPlatform().authentication.providers.find((one) => one.countryCode === countryCode);
  return { name: personName, email, token: params.token, provider: provider?.id ?? null, countryCode };
};

export const actions: Actions = {
  password: async (event) => {
    const typed = Object.fromEntries(await readForm(event.request));
    return accepting(event, async (token) => {
      const { email, personName } = await openInvitation(token);
      const problem = await judgePassword(typed['password'], { email, name: personName });
      return problem ? { problem } : acceptWithPassword(callerOf(event), token, String(typed['password']));
    });
  },
  passkey: async (event) => {
    const parsed = v.safeParse(passkeySchema, Object.fromEntries(await readForm(event.request)));
    const response = parsed.success ? parsed.output.response : {};
    return accepting(event, (token) => acceptWithPasskey(callerOf(event), token, ceremonyOf(event), response));
  },
};

type Outcome = Entered | { readonly problem: PasswordProblemKey };

async function accepting(event: RequestEvent<{ token: string }>, accept: (token: string) => Promise<Outcome>) {
  try {
    const outcome = await accept(event.params.token);
    if ('problem' in outcome) return fail(422, { problem: outcome.problem, refusalText: '' });
    return enter(event, outcome, '/account');
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return failWith(event.locals, thrown, { problem: null });
  }
}
