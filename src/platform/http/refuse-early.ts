import type { IncomingMessage } from 'node:http';
import { AddressTooLong, BodyCompressed, MethodUnknown, RequestMalformed, SentFromElsewhere } from './refusals.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);
/** The kinds of content that a page of any site can make a browser send here. */
const formTypes = new Set(['', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);
const longestAddress = 4096;
/** No browser packs what it sends; a small packed body could unpack to more than there is room for. */
const plain = /^\s*(?:identity)?\s*$/i;

/** Refuses what no page of ours sends, before the site spends anything on it. */
export function refuseNonsense(req: IncomingMessage): void {
  const url = req.url ?? '';
  if (!methods.has(req.method ?? '')) throw new MethodUnknown();
  if (url.length > longestAddress) throw new AddressTooLong();
  if (!url.startsWith('/') || !isDecodable(url)) throw new RequestMalformed();
  if (!plain.test(req.headers['content-encoding'] ?? '')) throw new BodyCompressed();
}

/** Refuses a form that another site made the browser send: its visitor would act here without knowing. */
export function refuseForeignForm(req: IncomingMessage, origin: string): void {
  if (harmless.has(req.method ?? '')) return;
  const sender = req.headers.origin;
  const type = (req.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (sender === undefined ? formTypes.has(type) : sender !== origin) throw new SentFromElsewhere();
}

function isDecodable(url: string): boolean {
  if (!url.includes('%')) return true;
  try {
    decodeURIComponent(url.split('?')[0]!);
    return true;
  } catch {
    return false;
  }
}
