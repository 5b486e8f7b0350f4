import type { Cookies } from '@sveltejs/kit';
import type { SignInPlace } from '#domains/identity/types.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { placeOf, signInCookie } from '../visitor.ts';

/** The browser that asks to be let in. */
export interface Caller extends SignInPlace {
  /** By which it is known if somebody has signed in from it before. */
  readonly deviceToken: string | null;
  /** The sign-in that it holds already. */
  readonly signInToken: string | null;
  readonly language: Language;
  readonly origin: string;
}

/** By which a browser is recognised, for a year; it opens nothing. */
export const deviceCookie = 'kaskada_device';
/** What a ceremony needs to remember until its next step, for ten minutes. */
export const ceremonyCookie = 'kaskada_ceremony';

const year = 31_536_000;
const tenMinutes = 600;

interface Event {
  readonly cookies: Cookies;
  readonly url: URL;
  readonly request: Request;
  readonly locals: { readonly language: Language };
  getClientAddress(): string;
}

/** Who calls, as far as the request tells. */
export const callerOf = (event: Event): Caller => ({
  ...placeOf(event),
  deviceToken: tokenIn(event, deviceCookie),
  signInToken: tokenIn(event, signInCookie),
  language: event.locals.language,
  origin: event.url.origin,
});

const tokenIn = ({ cookies }: Event, name: string): string | null => {
  const token = cookies.get(name);
  return token && /^[\w-]{20,80}$/.test(token) ? token : null;
};

/** Lets the browser keep the token by which it is recognised. */
export const keepDevice = (event: Pick<Event, 'cookies' | 'url'>, token: string): void =>
  event.cookies.set(deviceCookie, token, { ...hidden(event), maxAge: year });

/** What a ceremony remembers: the library's part, and where to go on to. */
export interface UnderWay {
  readonly jar: string;
  readonly to?: string;
  /** The token of the invitation that is being accepted. */
  readonly invitation?: string;
}

/** Lets the browser keep what a ceremony remembers. What matters in it is signed or checked again. */
export const keepCeremony = (event: Pick<Event, 'cookies' | 'url'>, underWay: UnderWay): void =>
  event.cookies.set(ceremonyCookie, Buffer.from(JSON.stringify(underWay)).toString('base64url'), {
    ...hidden(event),
    maxAge: tenMinutes,
  });

/** What the browser kept of a ceremony; null when it was never begun here, or is over. */
export function ceremonyOf({ cookies }: Pick<Event, 'cookies'>): UnderWay | null {
  try {
    const read = JSON.parse(Buffer.from(cookies.get(ceremonyCookie) ?? '', 'base64url').toString()) as UnderWay;
    return typeof read.jar === 'string' ? read : null;
  } catch {
    return null;
  }
}

/** The ceremony is over. */
export const dropCeremony = ({ cookies }: Pick<Event, 'cookies'>): void =>
  cookies.delete(ceremonyCookie, { path: '/' });

const hidden = ({ url }: Pick<Event, 'url'>) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const;
