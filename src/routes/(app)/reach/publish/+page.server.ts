import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { firstProblems, typedIn, type TypedForm } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { mayPublish } from '#domains/training/reach/access.ts';
import { MayNotPublish } from '#domains/training/reach/errors.ts';
import { publicationSchema } from '#domains/training/reach/schema.ts';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { choosePublicFigures } from '#domains/training/reach/server/commands/public-figures.ts';
import { listDefinitions } from '#domains/training/reach/server/queries/definitions.ts';
import { listPublications, listPublishable } from '#domains/training/reach/server/queries/snapshots.ts';
import { listPublicCodes } from '#domains/training/reach/server/queries/public-figures.ts';
import { readForm } from '#platform/http/read-form.ts';
import { newId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const { actor } = locals;
  // Without a sign-in, this is a form that comes back after sign-out and keeps what was typed.
  if (actor.personId && !mayPublish(actor)) throw new MayNotPublish();
  return locals.asking(async (ask) => ({
    newId: newId<'Publication'>(),
    figures: mayPublish(actor) ? await ask(listPublishable) : [],
    publications: await ask(listPublications),
    definitions: await ask(listDefinitions),
    ministries: await ask(listMinistries),
    chosen: await ask(listPublicCodes),
    done: (['published', 'chosen'] as const).find((what) => what === url.searchParams.get('done')),
  }));
};

export const actions: Actions = {
  publish: async ({ locals, request }) => {
    const typed = await typedIn(request);
    const kept = { typed, problem: null };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const parsed = v.safeParse(publicationSchema, typed);
    if (!parsed.success) {
      const problem = firstProblems(parsed.issues)['note'] === 'tooLong' ? ('tooLong' as const) : ('empty' as const);
      return fail(422, { refusal: '', refusalText: '', typed, problem });
    }
    const refused = await attempt(
      locals,
      () => locals.carryOut(publishFigures, parsed.output.id, parsed.output.note),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/reach/publish?done=published');
  },
  /** Which figures the public is shown: those that are ticked. */
  choose: async ({ locals, request }) => {
    const codes = (await readForm(request)).getAll('code').map(String);
    const kept = { typed: {} as TypedForm, problem: null };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const refused = await attempt(
      locals,
      () => locals.carryOut(choosePublicFigures, codes),
      () => null,
      kept,
    );
    if (refused) return refused;
    redirect(303, '/reach/publish?done=chosen#shown');
  },
};
