import { redirect } from '@sveltejs/kit';
import { choiceCookies, isTheme, keepChoice, safePath } from '#app/visitor.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ cookies, request, url }) => {
  const form = await request.formData();
  const theme = form.get('theme');
  if (isTheme(theme)) keepChoice({ cookies, url }, 'theme', theme);
  else cookies.delete(choiceCookies.theme, { path: '/' });
  redirect(303, safePath(form.get('back'), '/'));
};
