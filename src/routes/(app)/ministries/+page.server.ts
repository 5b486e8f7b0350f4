import { composeMinistries } from '#app/ministries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  lines: await locals.asking((ask) => composeMinistries(ask, locals.actor, new Date())),
});
