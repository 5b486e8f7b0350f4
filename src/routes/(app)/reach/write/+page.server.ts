import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { attempt, failWith } from '#app/attempt.ts';
import { readCited, writeTaken } from '#app/news-address.ts';
import { composeNews, listToCite } from '#app/news.ts';
import { firstProblems, typedIn } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { useSchema } from '#domains/training/reach/schema.ts';
import { citeFigures, noteTextUse } from '#domains/training/reach/server/commands.ts';
import type { Actions, PageServerLoad } from './$types';

// The whole address is read: by itself the router does not notice that the same facts stand in another order.
export const load: PageServerLoad = async ({ locals, url }) => ({
  news: await composeNews(locals, { searchParams: new URLSearchParams(url.search), origin: url.origin }),
});

const nothing = { typed: {} as Record<string, string>, problems: {} as Record<string, string>, used: '' };

export const actions: Actions = {
  take: async ({ locals, url }) => {
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), nothing);
    let taken = '';
    const refused = await attempt(
      locals,
      async () => {
        const cited = await listToCite(locals, url.searchParams);
        const ids = await locals.carryOut(citeFigures, cited.flat());
        taken = writeTaken(cited, ids, url.searchParams.get('in'));
      },
      () => null,
      nothing,
    );
    return refused ?? redirect(303, `/reach/write?${taken}`);
  },
  use: async ({ locals, url, request }) => {
    const typed = await typedIn(request);
    const kept = { ...nothing, typed };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const form = v.safeParse(useSchema, typed);
    if (!form.success)
      return fail(422, { ...kept, refusal: '', refusalText: '', problems: firstProblems(form.issues) });
    const use = { ...form.output, snapshotIds: readCited(url.searchParams) };
    return attempt(
      locals,
      () => locals.carryOut(noteTextUse, use),
      () => ({ ...nothing, refusal: '', refusalText: '', used: use.place }),
      kept,
    );
  },
};
