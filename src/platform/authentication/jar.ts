/**
 * What the library would have a browser keep during a ceremony: a text in the form of a Cookie header. We keep it in one
 * cookie of our own, for ten minutes; the values are signed by the library.
 */
export type Jar = string;

/** The jar after an answer of the library: what it set, without what it took back and without its own sessions. */
export function fillJar(headers: Headers): Jar {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .filter((pair) => !pair.includes('session_') && !/=$/.test(pair))
    .join('; ');
}

/** The headers that bring a jar back. */
export const withJar = (jar: Jar, more: Record<string, string> = {}): Headers => new Headers({ cookie: jar, ...more });
