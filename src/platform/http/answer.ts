import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { isRefusal } from '#shared/refusal.ts';
import { drain, withFittingBody } from './body-limit.ts';
import { compress, settleEncoding } from './compress.ts';
import { guardCookies, readCookies } from './cookie-names.ts';
import { loggedPath } from './log.ts';
import type { PageCache } from './page-cache.ts';
import { sendPlainPage, type FindWords } from './plain-page.ts';
import { refuseForeignForm, refuseNonsense } from './refuse-early.ts';
import { newRequestId } from './request-id.ts';
import { secure } from './security-headers.ts';
import { receive, tell, told, type Surroundings } from './visit.ts';

/** The built site, or whatever else answers requests. */
export type Site = (req: IncomingMessage, res: ServerResponse, next: () => void) => unknown;

/** What the entry needs to answer requests. */
export interface Answering {
  readonly site: Site;
  readonly surroundings: Surroundings;
  readonly log: Logger;
  readonly pages: PageCache;
  readonly findWords: FindWords;
  /** Whether the platform can do its work now: the database answers, and it is not being stopped. */
  readonly isReady: () => Promise<boolean>;
}

/** Answers every request: refuses nonsense, sends kept pages, hands the rest to the site. */
export function answerWith(answering: Answering): RequestListener {
  return async (req, res) => {
    const begun = performance.now();
    const requestId = newRequestId();
    res.on('close', () => logRequest(answering.log, req, res, requestId, performance.now() - begun));
    try {
      if (!(await answerProbe(req, res, answering))) await answerVisit(req, res, requestId, answering);
    } catch (failure) {
      await answerFailure(req, res, requestId, failure, answering);
    }
  };
}

async function answerVisit(req: IncomingMessage, res: ServerResponse, requestId: string, answering: Answering) {
  const { site, surroundings, pages } = answering;
  refuseNonsense(req);
  const visit = receive(req, surroundings);
  readCookies(req, visit.protocol);
  const key = pages.keyOf(req, visit.origin, settleEncoding(req));
  if (key !== null && sendKept(req, res, requestId, pages, key)) return;
  begin(res, requestId, visit.protocol);
  refuseForeignForm(req, visit.origin);
  tell(req, visit, requestId);
  const whole = await withFittingBody(req);
  pages.record(res, key);
  compress(req, res);
  await site(whole, res, () => res.writeHead(404).end());
}

function begin(res: ServerResponse, requestId: string, protocol: 'http' | 'https') {
  res.setHeader(told.requestId, requestId);
  secure(res, protocol);
  guardCookies(res, protocol);
}

/** Sends a page as it was sent before, or says that the browser has it. Answers whether it did. */
function sendKept(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  pages: PageCache,
  key: string,
): boolean {
  const page = pages.find(key);
  if (!page) return false;
  const isKnown = page.etag !== undefined && req.headers['if-none-match'] === page.etag;
  const headers = isKnown ? page.headers.slice(0, -2) : page.headers;
  res.writeHead(isKnown ? 304 : 200, [...headers, told.requestId, requestId]);
  res.end(isKnown ? undefined : page.body);
  return true;
}

/** `/healthz`: the process lives. `/readyz`: it can do its work. For whatever watches over it, by any host name. */
async function answerProbe(req: IncomingMessage, res: ServerResponse, { isReady }: Answering): Promise<boolean> {
  if (req.url !== '/healthz' && req.url !== '/readyz') return false;
  secure(res, 'http');
  const isWell = req.url === '/healthz' || (await isReady());
  res.writeHead(isWell ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  res.end(isWell ? 'ok\n' : 'not ready\n');
  return true;
}

async function answerFailure(
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
  failure: unknown,
  { log, findWords }: Answering,
) {
  if (req.socket.destroyed) return;
  const refusal = isRefusal(failure) ? failure : null;
  if (!refusal) log.error({ err: failure, requestId }, 'unexpected failure');
  if (res.headersSent) return void res.destroy();
  if (!req.complete) drain(req);
  if (!res.hasHeader(told.requestId)) begin(res, requestId, 'http');
  sendPlainPage(req, res, refusal, await findWords(req, refusal, requestId));
}

function logRequest(log: Logger, req: IncomingMessage, res: ServerResponse, requestId: string, ms: number) {
  const path = loggedPath(req.url ?? '');
  const status = res.headersSent ? res.statusCode : 499;
  const line = { requestId, method: req.method, path, status, ms: Math.round(ms * 10) / 10 };
  if (status >= 500) log.error(line);
  else if (path.startsWith('/_app/') || path === '/healthz' || path === '/readyz') log.debug(line);
  else log.info(line);
}
