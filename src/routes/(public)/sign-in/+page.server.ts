import { redirect } from '@sveltejs/kit';
import { runningPlatform } from '#app/platform.ts';
import { safePath } from '#app/visitor.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const to = safePath(url.searchParams.get('to'));
  if (locals.actor.personId) redirect(303, to);
  const platform = runningPlatform();
  if (platform.mode === 'demo') redirect(303, `/step-in?to=${encodeURIComponent(to)}`);
  if (platform.firstRunCode) redirect(303, '/first-run');
};
