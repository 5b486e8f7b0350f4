import * as v from 'valibot';
import { checkRecord, saveRecord } from '#app/sourced-form.ts';
import { composeNewRecord } from '#app/sourced.ts';
import { sourcedKind } from '#domains/training/sourced/schema.ts';
import type { Actions, PageServerLoad } from './$types';

const kindIn = (url: URL) => v.parse(v.fallback(sourcedKind, 'reported_total'), url.searchParams.get('kind'));

export const load: PageServerLoad = async ({ locals, url }) => {
  const kind = kindIn(url);
  return { kind, form: await locals.asking((ask) => composeNewRecord(ask, locals.actor, kind)) };
};

export const actions: Actions = {
  save: ({ locals, request, url }) => saveRecord(locals, request, kindIn(url)),
  check: ({ locals, request, url }) => checkRecord(locals, request, kindIn(url)),
};
