import { signInCookie } from '#app/visitor.ts';
import { endSignIn } from '#domains/identity/server/commands.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, locals }) => {
  const token = cookies.get(signInCookie);
  if (token) await locals.carryOut(endSignIn, token);
  cookies.delete(signInCookie, { path: '/' });
  // What a page kept in this browser for its person goes with them, in every tab; the choices of the visitor are cookies.
  return new Response(null, { status: 303, headers: { location: '/', 'clear-site-data': '"storage"' } });
};
