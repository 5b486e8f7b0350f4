import { redirect } from '@sveltejs/kit';
import { signInCookie } from '#app/visitor.ts';
import { endSignIn } from '#domains/identity/server/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals }) => {
  const token = cookies.get(signInCookie);
  if (token) await locals.carryOut(endSignIn, token);
  cookies.delete(signInCookie, { path: '/' });
  redirect(303, '/');
};
