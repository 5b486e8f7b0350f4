import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { compareMinistries } from '#app/compare.ts';
import { translateFor } from '#app/translate.ts';
import { firstProblems, typedIn } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { annotationSchema, chosenAnnotation } from '#domains/training/annotations/schema.ts';
import {
  releaseAnnotation,
  withdrawAnnotation,
  writeAnnotation,
} from '#domains/training/annotations/server/commands.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { newId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const t = await translateFor(locals, []);
  const comparison = await locals.asking((ask) => compareMinistries(ask, url.searchParams, { actor: locals.actor, t }));
  return { comparison, newId: newId<'Annotation'>() };
};

type Asked = Parameters<NonNullable<Actions[string]>>[0];

/** Carries out what a button asks for about one annotation. */
const decide =
  (verb: typeof releaseAnnotation, done: 'released' | 'withdrawn') =>
  async ({ locals, request }: Asked) => {
    const kept = { typed: {} as Record<string, string>, problem: null };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const chosen = v.safeParse(chosenAnnotation, await typedIn(request));
    if (!chosen.success) return failWith(locals, new FormUnreadable(), kept);
    return attempt(
      locals,
      () => locals.carryOut(verb, chosen.output.id),
      () => ({ done }),
      kept,
    );
  };

export const actions: Actions = {
  write: async ({ locals, request }) => {
    const typed = await typedIn(request);
    const kept = { typed, problem: null };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const form = v.safeParse(annotationSchema, typed);
    if (!form.success) {
      const problem = firstProblems(form.issues)['note'];
      if (!problem) return failWith(locals, new FormUnreadable(), kept);
      return fail(422, { refusal: '', refusalText: '', typed, problem });
    }
    return attempt(
      locals,
      () => locals.carryOut(writeAnnotation, form.output, locals.language),
      () => ({ done: 'written' as const }),
      kept,
    );
  },
  release: decide(releaseAnnotation, 'released'),
  withdraw: decide(withdrawAnnotation, 'withdrawn'),
};
