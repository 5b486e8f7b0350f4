import { redirect } from '@sveltejs/kit';
import { newId } from '#shared/ids.ts';
import type { PageServerLoad } from './$types';

/** A new session gets its id here; nothing exists until something is saved. */
export const load: PageServerLoad = () => redirect(303, `/sessions/${newId()}/record`);
