import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { firstProblems, typedIn } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { mayDefine } from '#domains/training/reach/access.ts';
import { MayNotPublish, NoSuchFigure } from '#domains/training/reach/errors.ts';
import { definitionSchema, nextVersion } from '#domains/training/reach/schema.ts';
import { defineFigure } from '#domains/training/reach/server/commands.ts';
import { findDefinition } from '#domains/training/reach/server/queries/definitions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { actor } = locals;
  if (actor.personId && !mayDefine(actor)) throw new MayNotPublish();
  const definition = await locals.ask(findDefinition, params.code);
  if (!definition) throw new NoSuchFigure();
  return { definition };
};

export const actions: Actions = {
  define: async ({ locals, params, request }) => {
    const typed = await typedIn(request);
    const kept = { typed, problems: {} as Record<string, string> };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const definition = await locals.ask(findDefinition, params.code);
    if (!definition) return failWith(locals, new NoSuchFigure(), kept);
    const parsed = v.safeParse(definitionSchema, typed);
    if (!parsed.success)
      return fail(422, { refusal: '', refusalText: '', typed, problems: firstProblems(parsed.issues) });
    const refused = await attempt(
      locals,
      () => locals.carryOut(defineFigure, nextVersion(definition, parsed.output)),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/reach/publish');
  },
};
