import { composeForces } from '#app/forces.ts';
import { translateFor } from '#app/translate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const t = await translateFor(locals, []);
  return { forces: await locals.asking((ask) => composeForces(ask, t, locals.actor)) };
};
