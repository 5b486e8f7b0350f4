import { redirect } from '@sveltejs/kit';
import { newId } from '#shared/ids.ts';
import type { RequestHandler } from './$types';

/** A new session gets its id here; nothing exists until something is saved. */
export const GET: RequestHandler = () => redirect(303, `/sessions/${newId()}/record`);
