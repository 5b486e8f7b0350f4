import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { failWith } from '#app/attempt.ts';
import { foundWithCode } from '#app/first-run.ts';
import { runningPlatform } from '#app/platform.ts';
import { callerOf } from '#app/sign-in/caller.ts';
import { judgePassword } from '#app/sign-in/judge-password.ts';
import { keepTokens } from '#app/sign-in/let-in.ts';
import { emailSchema } from '#domains/authentication/schema.ts';
import { foundingSchema } from '#domains/network/schema.ts';
import { readForm } from '#platform/http/read-form.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { Actions, PageServerLoad } from './$types';

/** Once the network has been founded, this page is gone; who had it open and sends it is told so. */
export const load: PageServerLoad = ({ request }) => {
  if (!runningPlatform().firstRunCode && request.method !== 'POST') error(404, 'Not Found', {});
};

const formSchema = v.object({ ...foundingSchema.entries, ...emailSchema.entries });
const nothing = { code: '', networkName: '', personName: '', email: '', password: '' };

export const actions: Actions = {
  default: async (event) => {
    // A field that was left out is empty.
    const typed = { ...nothing, ...Object.fromEntries(await readForm(event.request)) };
    const kept = {
      networkName: String(typed.networkName).slice(0, 400),
      personName: String(typed.personName).slice(0, 400),
      email: String(typed.email).slice(0, 400),
    };
    const parsed = v.safeParse(formSchema, typed);
    const weakness = await judgePassword(typed.password, { email: kept.email, name: kept.personName });
    if (!parsed.success || weakness) {
      const issues = parsed.issues ?? [];
      const problems: Record<string, string> = Object.fromEntries(
        issues.map((issue) => [String(issue.path?.[0]?.key), issue.message]),
      );
      if (weakness) problems['password'] = weakness;
      // Nobody has looked at the code yet, so it stays; one that turned out wrong is to be copied anew.
      const code = String(typed.code).slice(0, 400);
      return fail(422, { ...kept, code, problems, refusalText: '' });
    }
    try {
      const login = { email: parsed.output.email, password: String(typed.password) };
      keepTokens(event, await foundWithCode(parsed.output, login, callerOf(event)));
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      return failWith(event.locals, thrown, { ...kept, code: '', problems: {} });
    }
    redirect(303, '/account?to=/home');
  },
};
