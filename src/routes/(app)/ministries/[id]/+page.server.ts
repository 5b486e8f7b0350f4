import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { firstProblems, typedIn } from '#app/typed-form.ts';
import { mayKeepMinistries } from '#domains/identity/access.ts';
import { MayNotKeepMinistries, MinistryMissing, SignedOut } from '#domains/identity/errors.ts';
import { ministryNameSchema } from '#domains/identity/schema.ts';
import { correctMinistryName } from '#domains/identity/server/commands.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { isId, type OwnerId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  if (locals.actor.personId && !mayKeepMinistries(locals.actor)) throw new MayNotKeepMinistries();
  const ministry = (await locals.ask(listMinistries)).find(({ id }) => id === params.id);
  if (!ministry) throw new MinistryMissing();
  return { ministry };
};

export const actions: Actions = {
  correct: async ({ locals, params, request }) => {
    const typed = await typedIn(request);
    const kept = { typed, problems: {} as Record<string, string> };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    if (!isId(params.id)) return failWith(locals, new FormUnreadable(), kept);
    const id = params.id as OwnerId;
    const parsed = v.safeParse(ministryNameSchema, typed);
    if (!parsed.success)
      return fail(422, { refusal: '', refusalText: '', typed, problems: firstProblems(parsed.issues) });
    const refused = await attempt(
      locals,
      () => locals.carryOut(correctMinistryName, id, parsed.output),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/ministries?done=corrected');
  },
};
