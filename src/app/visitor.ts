import type { Cookies } from '@sveltejs/kit';
import type { SignInPlace } from '#domains/identity/types.ts';
import { cleanLine } from '#shared/clean-text.ts';

export type Theme = 'light' | 'dark';

/** Whether a text is the name of an appearance. */
export const isTheme = (text: unknown): text is Theme => text === 'light' || text === 'dark';

/** The cookie that holds the token of a sign-in. */
export const signInCookie = 'kaskada_sign_in';

/** The cookies in which a browser keeps what its visitor chose. */
export const choiceCookies = { language: 'kaskada_language', theme: 'kaskada_theme' } as const;

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Whether a visitor sits at the machine that runs the demo: by the address of the connection, and by the name in the
 * address bar, so that a foreign site that points its own name at this machine gets nowhere.
 */
export const isOnLoopback = (clientAddress: string, hostname: string): boolean =>
  loopback.test(clientAddress) && loopbackHost.test(hostname);

/** Lets the browser keep the token of a sign-in; no script can read it, no other site can send it along. */
export function keepSignIn({ cookies, url }: { cookies: Cookies; url: URL }, token: string): void {
  cookies.set(signInCookie, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
}

/** Keeps what a visitor chose, language or appearance, for a year. */
export function keepChoice(
  { cookies, url }: { cookies: Cookies; url: URL },
  choice: keyof typeof choiceCookies,
  value: string,
): void {
  const oneYear = 31_536_000;
  cookies.set(choiceCookies[choice], value, {
    path: '/',
    maxAge: oneYear,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
}

/**
 * A path of this site to go on to, as it may stand in a header: in ASCII. Anything that could lead elsewhere becomes the
 * one given instead; what a path leads to is known only once it is read as a browser reads it (`/.//elsewhere.example`).
 */
export function safePath(wanted: unknown, otherwise = '/home'): string {
  const here = 'http://x';
  if (typeof wanted !== 'string' || !/^\/[^\\]*$/.test(wanted) || !URL.canParse(wanted, here)) return otherwise;
  const { origin, pathname, search, hash } = new URL(wanted, here);
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : otherwise;
}

/** Where a visitor signs in from, as their list of sign-ins shows it. */
export const placeOf = ({
  request,
  getClientAddress,
}: {
  request: Request;
  getClientAddress(): string;
}): SignInPlace => ({
  device: cleanLine(request.headers.get('user-agent') ?? '').slice(0, 200),
  address: getClientAddress(),
});
