import { keptRosters } from '#app/roster.ts';
import { composeNetwork, noteRoster } from '#app/network.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const people = await locals.asking((ask) => composeNetwork(ask, locals.actor));
  await noteRoster(locals, people, { action: 'read' });
  return { ...people, keeps: keptRosters(locals.actor) };
};
