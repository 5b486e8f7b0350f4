import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { firstProblems, typedIn } from '#app/typed-form.ts';
import { mayKeepMinistries } from '#domains/identity/access.ts';
import { MayNotKeepMinistries, SignedOut } from '#domains/identity/errors.ts';
import { ministrySchema } from '#domains/identity/schema.ts';
import { addMinistry } from '#domains/identity/server/commands.ts';
import { countryCodes } from '#domains/network/types.ts';
import { newId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { actor } }) => {
  // Without a sign-in, this is a form that comes back after sign-out and keeps what was typed.
  if (actor.personId && !mayKeepMinistries(actor)) throw new MayNotKeepMinistries();
  return { newId: newId<'Owner'>() };
};

export const actions: Actions = {
  add: async ({ locals, request }) => {
    const typed = await typedIn(request);
    const kept = { typed, problems: {} as Record<string, string> };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const parsed = v.safeParse(ministrySchema(countryCodes), typed);
    if (!parsed.success)
      return fail(422, { refusal: '', refusalText: '', typed, problems: firstProblems(parsed.issues) });
    const refused = await attempt(
      locals,
      () => locals.carryOut(addMinistry, parsed.output),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/ministries?done=added');
  },
};
