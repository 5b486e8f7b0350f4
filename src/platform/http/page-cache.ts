import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Encoding } from './compress.ts';

/*
 * Public pages, kept ready to send: compressed, per path, language, theme and encoding.
 *
 * A page asks to be kept with `cache-control: public` and the header `x-kaskada-cache`. It is forgotten as soon as this
 * process delivers a fact, and in any case when it grows old. Where several processes share one database, a fact is
 * delivered by only one of them, so pages grow old within seconds there; that needs no connection of its own which
 * could be lost unnoticed. Whoever is signed in never meets this cache.
 */

/** The header by which a page asks to be kept. It never leaves the process. */
export const keepHeader = 'x-kaskada-cache';

/** Where nobody else changes the database, a page grows old only because the day does; in milliseconds. */
export const freshAlone = 30_000;
/** Where other processes do; in milliseconds. */
export const freshAmongOthers = 2_000;
const room = 16 * 1024 * 1024;

export interface KeptPage {
  readonly headers: readonly string[];
  readonly etag: string | undefined;
  readonly body: Buffer;
}
interface Entry extends KeptPage {
  readonly keptAt: number;
  isBeingRenewed: boolean;
}

export interface PageCacheSettings {
  /** The cookie that means somebody is signed in. */
  readonly signIn: string;
  /** The cookies that decide what a page looks like. */
  readonly choices: readonly string[];
  /**
   * After this long somebody gets the page made anew, while others still get the kept one; after twice as long nobody
   * does. In milliseconds.
   */
  readonly fresh: number;
}

export interface PageCache {
  /** Under what a request's answer may be kept; null when it may not: somebody is signed in, or asks a question. */
  keyOf(req: IncomingMessage, origin: string, encoding: Encoding): string | null;
  /** The kept page, unless it is too old or this caller is to fetch it afresh. */
  find(key: string): KeptPage | undefined;
  /** Notes what is sent, and keeps it if the page asked for that and nothing was forgotten meanwhile. */
  record(res: ServerResponse, key: string | null): void;
  /** Something changed: every page is made anew. */
  forget(): void;
}

/** An empty cache. The clock counts milliseconds and never goes back. */
export function createPageCache(settings: PageCacheSettings, clock: () => number = () => performance.now()): PageCache {
  const pages = new Map<string, Entry>();
  let size = 0;
  let generation = 0;

  function forget() {
    generation += 1;
    pages.clear();
    size = 0;
  }

  function keep(key: string, page: KeptPage) {
    drop(key);
    for (const first of pages.keys()) {
      if (size + page.body.length <= room) break;
      drop(first);
    }
    pages.set(key, { ...page, keptAt: clock(), isBeingRenewed: false });
    size += page.body.length;
  }

  function drop(key: string) {
    size -= pages.get(key)?.body.length ?? 0;
    pages.delete(key);
  }

  return {
    keyOf: (req, origin, encoding) => keyOf(req, origin, encoding, settings),
    find(key) {
      const page = pages.get(key);
      if (!page) return undefined;
      const age = clock() - page.keptAt;
      if (age > 2 * settings.fresh) return undefined;
      if (age <= settings.fresh || page.isBeingRenewed) return page;
      page.isBeingRenewed = true;
      return undefined;
    },
    record(res, key) {
      const begunIn = generation;
      recordAnswer(res, (page) => {
        if (key !== null && generation === begunIn && page.body.length < room / 8) keep(key, page);
      });
    },
    forget,
  };
}

function keyOf(req: IncomingMessage, origin: string, encoding: Encoding, settings: PageCacheSettings): string | null {
  const { method, url, headers } = req;
  if (method !== 'GET' || !url || url.includes('?') || headers.authorization || headers.range) return null;
  const cookies = cookiesOf(headers.cookie);
  if (cookies.has(settings.signIn)) return null;
  const chosen = settings.choices.map((name) => cookies.get(name) ?? '');
  const key = [encoding, origin, url, ...chosen, headers['accept-language'] ?? ''].join('\n');
  return key.length < 1000 ? key : null;
}

function cookiesOf(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0) cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return cookies;
}

/** Listens in on one answer, as it goes to the wire. Calls back once it was sent whole and asked to be kept. */
function recordAnswer(res: ServerResponse, sent: (page: KeptPage) => void): void {
  const { writeHead, write, end } = res;
  const pieces: Buffer[] = [];
  let isKept = false;
  const note = (piece: unknown) => {
    if (isKept && piece && typeof piece !== 'function') pieces.push(Buffer.from(piece as Buffer | string));
  };
  const watched = {
    writeHead(this: ServerResponse, ...args: unknown[]) {
      isKept = wantsKeeping(res, args[0]);
      if (isKept) describe(res);
      res.removeHeader(keepHeader);
      return writeHead.apply(this, args as never);
    },
    write(this: ServerResponse, ...args: unknown[]) {
      if (!res.headersSent) res.writeHead(res.statusCode);
      note(args[0]);
      return write.apply(this, args as never);
    },
    end(this: ServerResponse, ...args: unknown[]) {
      if (!res.headersSent) res.writeHead(res.statusCode);
      note(args[0]);
      if (isKept) sent(pageOf(res, Buffer.concat(pieces)));
      return end.apply(this, args as never);
    },
  };
  Object.assign(res, watched);
}

const wantsKeeping = (res: ServerResponse, status: unknown): boolean =>
  status === 200 &&
  res.hasHeader(keepHeader) &&
  !res.hasHeader('set-cookie') &&
  /\bpublic\b/.test(String(res.getHeader('cache-control')));

/** Tells caches on the way what the page depends on, and that its mark stands for the page, not for these very bytes. */
function describe(res: ServerResponse): void {
  res.setHeader('vary', [res.getHeader('vary'), 'Cookie, Accept-Language'].flat().filter(Boolean).join(', '));
  const etag = res.getHeader('etag');
  if (typeof etag === 'string' && !etag.startsWith('W/')) res.setHeader('etag', `W/${etag}`);
}

/** Headers that belong to one answer only. */
const ownHeaders = new Set(['x-request-id', 'content-length', 'transfer-encoding', 'connection', 'date', 'keep-alive']);

function pageOf(res: ServerResponse, body: Buffer): KeptPage {
  const headers = Object.entries(res.getHeaders()).filter(([name]) => !ownHeaders.has(name));
  return {
    headers: [...headers.flatMap(([name, value]) => [name, String(value)]), 'content-length', String(body.length)],
    etag: res.getHeader('etag') as string | undefined,
    body,
  };
}
