import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { mayReadRetention, maySetRetention } from '#domains/privacy/access.ts';
import { periodSchema } from '#domains/privacy/schema.ts';
import { setRetention } from '#domains/privacy/server/commands.ts';
import { listRetention, listRuns } from '#domains/privacy/server/queries.ts';
import { readForm } from '#platform/http/read-form.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { Actions, PageServerLoad } from './$types';

/** The ministries of whoever looks; for people of none, what belongs to the network. */
export const load: PageServerLoad = ({ locals }) =>
  locals.asking(async (ask) => {
    const { actor } = locals;
    // A period that was sent after sign-out comes back as it was typed, and with nothing of anybody.
    if (!actor.personId) return { books: [] };
    const ministries = (await ask(listMinistries)).filter(({ id }) => mayReadRetention(actor, id));
    const owners: (OwnerId | null)[] = ministries.length > 0 ? ministries.map(({ id }) => id) : [null];
    const books = [];
    for (const ownerId of owners)
      books.push({
        ownerId,
        name: ministries.find(({ id }) => id === ownerId)?.name ?? null,
        lines: mayReadRetention(actor, ownerId) ? await ask(listRetention, ownerId) : [],
        runs: await ask(listRuns, ownerId),
        maySet: maySetRetention(actor, ownerId),
      });
    return { books };
  });

export const actions: Actions = {
  set: async ({ locals, request }) => {
    const form = await readForm(request);
    const [owner, kind, days] = ['owner', 'kind', 'days'].map((name) => String(form.get(name) ?? '').slice(0, 60));
    const kept = { owner: owner!, kind: kind!, days: days!, done: false, problem: null };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const parsed = v.safeParse(periodSchema, { owner, kind, days });
    if (!parsed.success) return fail(422, { ...kept, problem: parsed.issues[0].message });
    const period = parsed.output;
    return attempt(
      locals,
      () => locals.carryOut(setRetention, period.owner, period.kind, period.days),
      () => ({ ...kept, done: true }),
      kept,
    );
  },
};
