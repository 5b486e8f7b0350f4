import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { checkRecord, saveRecord } from '#app/sourced-form.ts';
import { composeRecord } from '#app/sourced.ts';
import { firstProblems, typedIn } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { withdrawalSchema } from '#domains/training/sourced/schema.ts';
import { restoreSourced, withdrawSourced } from '#domains/training/sourced/server/commands.ts';
import type { SourcedRecordId } from '#domains/training/sourced/types.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  kept: await locals.asking((ask) => composeRecord(ask, locals.actor, params.id)),
});

/** The record that a form of this page is about; whoever does not keep it meets a refusal. */
const recordOf = async (locals: App.Locals, { id }: { readonly id: string }) =>
  (await locals.asking((ask) => composeRecord(ask, locals.actor, id))).record;

export const actions: Actions = {
  save: async ({ locals, request, params }) => saveRecord(locals, request, (await recordOf(locals, params)).kind),
  check: async ({ locals, request, params }) => checkRecord(locals, request, (await recordOf(locals, params)).kind),
  withdraw: async ({ locals, request, params }) => {
    const typed = await typedIn(request);
    const kept = { because: typed['because'] ?? '', problem: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const read = v.safeParse(withdrawalSchema, { ...typed, recordId: params.id });
    if (!read.success) {
      const problem = firstProblems(read.issues)['because'];
      if (!problem) return failWith(locals, new FormUnreadable(), kept);
      return fail(422, { ...kept, refusal: '', refusalText: '', problem });
    }
    const { kind } = await recordOf(locals, params);
    const refused = await attempt(
      locals,
      () => locals.carryOut(withdrawSourced, kind, read.output.recordId, read.output.because),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/reach/published?done=withdrawn');
  },
  restore: async ({ locals, params }) => {
    const kept = { because: '', problem: '' };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const { kind, id } = await recordOf(locals, params);
    const refused = await attempt(
      locals,
      () => locals.carryOut(restoreSourced, kind, id as SourcedRecordId),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/reach/published?done=restored');
  },
};
