import { fail, redirect } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { carryOnLater, isBeingWorkedOn } from '#app/imports/carry-on.ts';
import { composeImport } from '#app/imports/compose.ts';
import { findOwnImport, importIdOf, insistOnImporter } from '#app/imports/find.ts';
import { readMapping } from '#app/imports/mapping-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import {
  beginImport,
  orderRelease,
  sayColumns,
  throwAway,
  undoImport,
} from '#domains/training/sessions/server/commands/import.ts';
import { grains } from '#domains/training/sessions/types.ts';
import { readForm } from '#platform/http/read-form.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  insistOnImporter(locals.actor);
  const one = await composeImport(locals, importIdOf(params), url);
  return {
    ...one,
    isAtWork: isBeingWorkedOn(one.import.id) || recently(one.import.workedAt),
    setsColumns: setsColumns(url, one.import.stage),
  };
};

/** Another process may be at it: it has been, not long ago. */
const recently = (at: Date | null): boolean => at !== null && Date.now() - at.getTime() < 15_000;

const setsColumns = (url: URL, stage: string): boolean =>
  stage === 'mapping' || (stage === 'checked' && url.searchParams.has('columns'));

type Acting = Parameters<NonNullable<Actions[string]>>[0];

/** Carries out what was asked of an import, goes on with it behind the answer, and comes back to its page. */
async function act({ locals, params }: Acting, command: (id: ReturnType<typeof importIdOf>) => Promise<unknown>) {
  if (!locals.actor.personId) return failWith(locals, new SignedOut());
  const id = importIdOf(params);
  const found = await findOwnImport(locals, id);
  return attempt(
    locals,
    async () => {
      await command(id);
      carryOnLater(locals, found);
    },
    () => redirect(303, `/sessions/import/${id}`),
  );
}

export const actions: Actions = {
  columns: async (event) => {
    if (!event.locals.actor.personId) return failWith(event.locals, new SignedOut());
    const found = await findOwnImport(event.locals, importIdOf(event.params));
    const read = readMapping(await readForm(event.request), found.reading.head.length);
    if (!read.ok) return fail(422, { mapping: read.mapping, problem: read.problem });
    return act(event, (id) => event.locals.carryOut(sayColumns, id, read.mapping));
  },
  begin: (event) => act(event, (id) => event.locals.carryOut(beginImport, id)),
  release: async (event) => {
    if (!event.locals.actor.personId) return failWith(event.locals, new SignedOut());
    const chosen = v.safeParse(v.picklist(grains), (await readForm(event.request)).get('grain'));
    if (!chosen.success) return failWith(event.locals, new FormUnreadable());
    return act(event, (id) => event.locals.carryOut(orderRelease, id, chosen.output));
  },
  undo: (event) => act(event, (id) => event.locals.carryOut(undoImport, id)),
  goOn: (event) => act(event, async () => undefined),
  throwAway: async ({ locals, params }) => {
    if (!locals.actor.personId) return failWith(locals, new SignedOut());
    return attempt(
      locals,
      () => locals.carryOut(throwAway, importIdOf(params)),
      () => redirect(303, '/sessions/import'),
    );
  },
};
