import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
  if (!locals.actor.personId) redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
};
