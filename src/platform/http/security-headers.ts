import type { ServerResponse } from 'node:http';

/*
 * What every answer says to the browser, whoever made it. Pages bring a content-security-policy of their own, with the
 * hashes of their inline scripts; whatever brings none may load and run nothing.
 */
const always: readonly (readonly [string, string])[] = [
  ['content-security-policy', "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"],
  ['x-content-type-options', 'nosniff'],
  // Not `no-referrer`: browsers would then send forms with the origin `null`, which is refused as foreign.
  ['referrer-policy', 'same-origin'],
  ['permissions-policy', 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
];
const onHttps: readonly (readonly [string, string])[] = [
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
];

/** The security headers of an answer over this protocol. */
export const securityHeaders = (protocol: 'http' | 'https'): readonly (readonly [string, string])[] =>
  protocol === 'https' ? [...always, ...onHttps] : always;

/** Puts the security headers on an answer; what the site sets itself later has the last word. */
export function secure(res: ServerResponse, protocol: 'http' | 'https'): void {
  for (const [name, value] of securityHeaders(protocol)) res.setHeader(name, value);
  watchHead(res);
}

/**
 * What says in its policy that other sites may frame it (a card of a figure, and nothing else) must not be told the
 * opposite by the older header.
 *
 * "You have it already" (304) renews the headers of the browser's copy: the policy of that page must stay its own. A
 * refusal without a type would be guessed at: it is a line of text.
 */
function watchHead(res: ServerResponse): void {
  const { writeHead } = res;
  const watched = (...args: unknown[]) => {
    const status = Number(args[0]);
    if (/frame-ancestors \*$/.test(String(res.getHeader('content-security-policy'))))
      res.removeHeader('x-frame-options');
    if (status === 304) res.removeHeader('content-security-policy');
    if (status >= 400 && !res.hasHeader('content-type')) res.setHeader('content-type', 'text/plain; charset=utf-8');
    return writeHead.apply(res, args as never);
  };
  Object.assign(res, { writeHead: watched });
}
