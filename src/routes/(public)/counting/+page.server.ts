import { findThreshold } from '#domains/network/server/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  threshold: await locals.ask(findThreshold),
});
