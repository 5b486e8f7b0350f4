import type { IncomingMessage } from 'node:http';
import { HostForeign, RequestMalformed } from './refusals.ts';

/** Where requests come from, as far as whoever runs the platform has said. */
export interface Surroundings {
  /** How many proxies stand in front, each adding one address to `X-Forwarded-For`; 0 believes no such header. */
  readonly proxies: number;
  /** The public address (`https://kaskada.example.org`); null takes it from each request, as far as it is ours. */
  readonly origin: string | null;
  /** What it listens on: without a public address it answers only to this name, `localhost` and loopback addresses. */
  readonly host: string;
}

/** What is known of a request before the site sees it. */
export interface Visit {
  readonly protocol: 'http' | 'https';
  readonly origin: string;
  readonly clientAddress: string;
}

/** The headers in which the site is told; what a client sends under these names is dropped. */
export const told = {
  protocol: 'x-kaskada-protocol',
  host: 'x-kaskada-host',
  clientAddress: 'x-kaskada-address',
  requestId: 'x-request-id',
} as const;

const host = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?)(?::\d{1,5})?$/i;
const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** Finds out where a request comes from. Refuses a host that is none, or that is not ours. */
export function receive(req: IncomingMessage, surroundings: Surroundings): Visit {
  const clientAddress = addressOf(req, surroundings.proxies);
  if (surroundings.origin) {
    const { protocol, origin } = new URL(surroundings.origin);
    return { protocol: protocol === 'https:' ? 'https' : 'http', origin, clientAddress };
  }
  const named = req.headers.host ?? '';
  if (!host.test(named)) throw new RequestMalformed();
  const protocol = protocolOf(req, surroundings.proxies);
  const origin = originOf(protocol, named);
  if (!loopbackHost.test(named) && !isCalled(surroundings.host, origin)) throw new HostForeign();
  return { protocol, origin, clientAddress };
}

/** Tells the site what is known, in headers that no client can set. */
export function tell(req: IncomingMessage, { protocol, origin, clientAddress }: Visit, requestId: string): void {
  req.headers[told.protocol] = protocol;
  req.headers[told.host] = new URL(origin).host;
  req.headers[told.clientAddress] = clientAddress;
  req.headers[told.requestId] = requestId;
}

/** As browsers write it: lower case, without the usual port. */
function originOf(protocol: string, named: string): string {
  try {
    return new URL(`${protocol}://${named}`).origin;
  } catch {
    throw new RequestMalformed();
  }
}

/** Whether an origin names the host that the server listens on. */
function isCalled(host: string, origin: string): boolean {
  const address = `http://${host.includes(':') ? `[${host}]` : host}`;
  return URL.canParse(address) && new URL(address).hostname === new URL(origin).hostname;
}

function protocolOf(req: IncomingMessage, proxies: number): 'http' | 'https' {
  return proxies > 0 && lastOf(req.headers['x-forwarded-proto'], 1) === 'https' ? 'https' : 'http';
}

/** The address that the outermost of our own proxies saw; everything before it, anybody may have written. */
function addressOf(req: IncomingMessage, proxies: number): string {
  const seen = proxies > 0 ? lastOf(req.headers['x-forwarded-for'], proxies) : undefined;
  return seen || (req.socket.remoteAddress ?? '');
}

function lastOf(header: string | string[] | undefined, fromTheEnd: number): string | undefined {
  return String(header ?? '')
    .split(',')
    .at(-fromTheEnd)
    ?.trim();
}
