import type { Running } from './processes.ts';

/** Steps in as the demo person of this name, as the page does; answers with the cookie of the sign-in. */
export async function stepIn({ port }: Pick<Running, 'port'>, name: string): Promise<string> {
  const origin = `http://localhost:${port}`;
  const page = await (await fetch(`${origin}/step-in`, { headers: { 'accept-language': 'en' } })).text();
  const form = page.split('<form').find((part) => part.includes(name));
  const person = /name="person" value="([^"]+)"/.exec(form ?? '')?.[1];
  if (!person) throw new Error(`${name} is not among the demo people.`);
  const answer = await fetch(`${origin}/step-in`, {
    method: 'POST',
    body: new URLSearchParams({ person, to: '' }),
    headers: { origin, accept: 'text/html' },
    redirect: 'manual',
  });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('kaskada_sign_in='));
  if (answer.status !== 303 || !cookie) throw new Error(`Stepping in as ${name} was answered with ${answer.status}.`);
  return cookie.split(';')[0]!;
}
