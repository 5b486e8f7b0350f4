import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { answerWith, type Site } from './answer.ts';
import { createPageCache, type PageCache } from './page-cache.ts';

/** What the small site of these tests answers to each path. */
const headersOf: Record<string, Record<string, string>> = {
  '/facts': { 'cache-control': 'public, no-cache', 'x-kaskada-cache': 'facts', etag: '"1"' },
  '/private': { 'cache-control': 'private', 'x-kaskada-cache': 'facts' },
  '/cookie': { 'cache-control': 'public', 'x-kaskada-cache': 'facts', 'set-cookie': 'a=b' },
  '/silent': { 'cache-control': 'public' },
};

let made = 0;
let now = 0;
let pages: PageCache;
let server: Server;
let meanwhile: (() => void) | null = null;

const site: Site = (req, res) => {
  made += 1;
  meanwhile?.();
  for (const [name, value] of Object.entries(headersOf[req.url!.split('?')[0]!] ?? {})) res.setHeader(name, value);
  res.statusCode = req.url === '/missing' ? 404 : 200;
  res.setHeader('content-type', 'text/html');
  res.end(`<p>${made} ${req.headers['accept-language']} ${'long '.repeat(500)}</p>`);
};

beforeEach(async () => {
  made = 0;
  now = 1000;
  meanwhile = null;
  pages = createPageCache({ signIn: 'sign_in', choices: ['language', 'theme'], fresh: 2000 }, () => now);
  const answering = {
    site,
    surroundings: { proxies: 0, origin: null, host: 'localhost' },
    log: pino({ level: 'silent' }),
    pages,
    isReady: async () => true,
    findWords: async () => ({ language: 'en', heading: '', sentence: '', back: '', requestId: '' }),
  };
  server = createServer(answerWith(answering));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
/** How often the site made a page, when it was asked for this twice. */
async function timesMade(path: string, headers: Record<string, string> = {}) {
  await get(path, headers);
  await get(path, headers);
  return made;
}

describe('a page that asks to be kept', () => {
  it('is made once, and sent the same way again', async () => {
    const [first, second] = [await get('/facts'), await get('/facts')];
    expect(made).toBe(1);
    expect(second.text).toBe(first.text);
    for (const name of ['content-encoding', 'content-type', 'content-security-policy', 'cache-control', 'etag', 'vary'])
      expect([name, second.headers.get(name)]).toEqual([name, first.headers.get(name)]);
    expect(first.headers.get('vary')).toMatch(/Accept-Encoding.*Cookie.*Accept-Language/i);
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
  });

  it('does not say that it asked', async () => {
    for (const path of ['/facts', '/facts', '/private', '/cookie'])
      expect((await get(path)).headers.get('x-kaskada-cache')).toBeNull();
  });

  it('is not sent again to a browser that has it', async () => {
    const etag = (await get('/facts')).headers.get('etag')!;
    const again = await get('/facts', { 'if-none-match': etag });
    expect([again.status, again.text, made]).toEqual([304, '', 1]);
    expect((await get('/facts', { 'if-none-match': 'W/"0"' })).status).toBe(200);
  });

  it.each([
    ['language', { 'accept-language': 'sr' }, { 'accept-language': 'en' }],
    ['chosen language', { cookie: 'language=sr' }, { cookie: 'language=en' }],
    ['theme', { cookie: 'theme=dark' }, { cookie: 'theme=light' }],
    ['encoding', { 'accept-encoding': 'br' }, { 'accept-encoding': 'identity' }],
  ])('is kept for each %s', async (_, one, other) => {
    const first = await get('/facts', one);
    expect((await get('/facts', other)).text).not.toBe(first.text);
    expect((await get('/facts', one)).text).toBe(first.text);
  });
});

describe('what is never kept', () => {
  it.each([
    ['a page for somebody who is signed in', '/facts', { cookie: 'theme=dark; sign_in=token' }],
    ['an answer to a program with a key', '/facts', { authorization: 'Bearer key' }],
    ['a page that says it is private', '/private', {}],
    ['a page that sets a cookie', '/cookie', {}],
    ['a page that did not ask', '/silent', {}],
    ['a missing page', '/missing', {}],
    ['an answer to a question', '/facts?year=2020', {}],
  ])('%s', async (_, path, headers) => {
    expect(await timesMade(path, headers as Record<string, string>)).toBe(2);
  });

  it('a kept page is not for somebody who signs in', async () => {
    await get('/facts');
    expect((await get('/facts', { cookie: 'sign_in=token' })).text).toContain('<p>2 ');
  });
});

describe('forgetting', () => {
  it('makes every page anew', async () => {
    await get('/facts');
    pages.forget();
    expect((await get('/facts')).text).toContain('<p>2 ');
  });

  it('reaches a page that was being made when something changed', async () => {
    meanwhile = () => pages.forget();
    await get('/facts');
    meanwhile = null;
    expect((await get('/facts')).text).toContain('<p>2 ');
    expect((await get('/facts')).text).toContain('<p>2 ');
  });

  it('happens by itself, one request renewing the page for all', async () => {
    await get('/facts');
    now += 2001;
    expect((await get('/facts')).text).toContain('<p>2 ');
    expect((await get('/facts')).text).toContain('<p>2 ');
    now += 4001;
    expect((await get('/facts')).text).toContain('<p>3 ');
  });

  it('never leaves a page twice as old as is fresh, even while it is being renewed', async () => {
    const headers = { 'accept-language': 'en', 'accept-encoding': 'br' };
    await get('/facts', headers);
    const key = pages.keyOf(
      { method: 'GET', url: '/facts', headers } as never,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      'br',
    )!;
    now += 3000;
    expect(pages.find(key)).toBeUndefined();
    expect(pages.find(key)).toBeDefined();
    now += 1001;
    expect(pages.find(key)).toBeUndefined();
  });
});
