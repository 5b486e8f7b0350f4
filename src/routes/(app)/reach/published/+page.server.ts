import { composeKept } from '#app/sourced.ts';
import type { PageServerLoad } from './$types';

const outcomes = ['entered', 'corrected', 'withdrawn', 'restored'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const done = url.searchParams.get('done');
  return {
    kept: await locals.asking((ask) => composeKept(ask, locals.actor)),
    done: outcomes.find((one) => one === done) ?? null,
  };
};
