import { redirect } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { composeFigurePage, readFigureScope } from '#app/figure-page.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { NoSuchFigure } from '#domains/training/reach/errors.ts';
import { freezeFigure } from '#domains/training/reach/server/commands.ts';
import { findDefinition } from '#domains/training/reach/server/queries/definitions.ts';
import { newId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params, url }) =>
  locals.asking(async (ask) => ({
    page: await composeFigurePage(ask, locals.actor, params.code, url.searchParams),
  }));

export const actions: Actions = {
  /** Freezes the figure of this address as everybody outside sees it now. */
  freeze: async ({ locals, params: { code }, url }) => {
    if (!locals.actor.personId) return failWith(locals, new SignedOut());
    const scope = await locals.asking(async (ask) => {
      const definition = await ask(findDefinition, code);
      return definition && readFigureScope(definition, await ask(listMinistries), url.searchParams);
    });
    if (!scope) return failWith(locals, new NoSuchFigure());
    const id = newId<'Snapshot'>();
    const refused = await attempt(
      locals,
      () => locals.carryOut(freezeFigure, id, { code, scope }),
      () => null,
    );
    if (refused) return refused;
    redirect(303, `/figure/snapshot/${id}`);
  },
};
