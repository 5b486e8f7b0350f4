import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url, request }) => {
  // A form that was sent after sign-out is answered by its own page, so that nothing typed is lost.
  if (locals.actor.personId || request.method === 'POST') return;
  redirect(303, `/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
};
