import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Over https every cookie has this prefix on its way: browsers then keep it for this host alone, and take it from no
 * other one, and from no connection that is not encrypted. Inside, and over plain http, where browsers know no such
 * cookies, it goes by its name.
 */
const prefix = '__Host-';

/** Lets the site read the cookies of a request by their names. What came over https without the prefix is not ours. */
export function readCookies(req: IncomingMessage, protocol: 'http' | 'https'): void {
  if (protocol === 'http' || req.headers.cookie === undefined) return;
  const pairs = req.headers.cookie.split(';').map((pair) => pair.trim());
  const ours = pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
  req.headers.cookie = ours.join('; ');
}

/** Gives the cookies of an answer their prefix as they are set. */
export function guardCookies(res: ServerResponse, protocol: 'http' | 'https'): void {
  if (protocol === 'http') return;
  const { setHeader } = res;
  res.setHeader = (name, value) => {
    const isCookie = name.toLowerCase() === 'set-cookie';
    return setHeader.call(res, name, isCookie ? [value].flat().map((line) => guard(String(line))) : value);
  };
}

/** What browsers insist on with the prefix: encrypted, for the whole host and for no other. */
const guard = (line: string): string => prefix + (/;\s*secure/i.test(line) ? line : `${line}; Secure`);
