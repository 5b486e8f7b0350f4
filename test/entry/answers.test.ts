import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRaw, start, temporaryFolder, type Running } from './running.ts';

const asset = `/_app/immutable/entry/${readdirSync(
  fileURLToPath(new URL('../../build/client/_app/immutable/entry/', import.meta.url)),
).find((name) => name.endsWith('.js'))!}`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let running: Running;
beforeAll(async () => {
  folder = await temporaryFolder();
  running = await start('bin/start.ts', { DATA: folder.path });
});
afterAll(async () => {
  await running.stop();
  await folder.remove();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${running.origin}${path}`, { headers });

/** Posts a form as a browser does, from a page of the given origin. */
const post = (path: string, origin: string | null, body = 'language=en') =>
  fetch(`${running.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(origin ? { origin } : {}) },
    body,
  });

/** What arrives on the wire, before anything decodes it. */
const raw = (path: string, encoding: string) =>
  new Promise<{ encoding: string | undefined; size: number }>((resolve, reject) => {
    request(`${running.origin}${path}`, { headers: { 'accept-encoding': encoding } }, (res) => {
      let size = 0;
      res.on('data', (piece: Buffer) => (size += piece.length));
      res.on('end', () => resolve({ encoding: res.headers['content-encoding'], size }));
    })
      .on('error', reject)
      .end();
  });

describe('every answer', () => {
  it.each([
    ['a page', () => get('/first-run'), 200],
    ['an asset', () => get(asset), 200],
    ['a page that is missing', () => get('/there-is-no-such-page'), 404],
    ['an address that cannot be decoded', () => get('/%zz'), 400],
    ['a form that is too large', () => post('/sign-out', running.origin, 'x'.repeat(600_000)), 413],
    ['a probe', () => get('/healthz'), 200],
  ] as const)('carries the security headers: %s', async (_, ask, status) => {
    const { headers, status: answered } = await ask();
    expect(answered).toBe(status);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('has a number of its own, which the log knows too, and which a client cannot choose', async () => {
    const id = (await get('/first-run', { 'x-request-id': 'mine' })).headers.get('x-request-id')!;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    await expect.poll(running.printed).toContain(`"requestId":"${id}"`);
  });

  it('leaves no search term in the log', async () => {
    await get('/first-run?find=secret-word');
    const { headers } = await get('/first-run');
    await expect.poll(running.printed).toContain(headers.get('x-request-id')!);
    expect(running.printed()).not.toContain('secret-word');
  });

  it('names every inline script and style of a page by its hash', async () => {
    const answer = await get('/first-run');
    const policy = answer.headers.get('content-security-policy')!;
    const page = await answer.text();
    expect(page).not.toMatch(/ style="| on[a-z]+="/);
    for (const [, text] of page.matchAll(/<(?:script|style)>([\s\S]*?)<\/(?:script|style)>/g)) {
      const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text!))).toString('base64');
      expect(policy).toContain(`'sha256-${hash}'`);
    }
  });
});

describe('an answer that the browser has it already', () => {
  it.each(['/first-run', asset])('leaves the policy of its copy alone: %s', async (path) => {
    const etag = (await get(path)).headers.get('etag')!;
    const again = await get(path, { 'if-none-match': etag });
    expect(again.status).toBe(304);
    expect(again.headers.get('content-security-policy')).toBeNull();
    expect(again.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('compression', () => {
  it('sends a page in what the browser takes', async () => {
    const plain = await raw('/first-run', 'identity');
    const gzip = await raw('/first-run', 'gzip, deflate');
    const brotli = await raw('/first-run', 'gzip, deflate, br, zstd');
    expect([plain.encoding, gzip.encoding, brotli.encoding]).toEqual([undefined, 'gzip', 'br']);
    expect(gzip.size).toBeLessThan(plain.size / 1.5);
    expect(brotli.size).toBeLessThan(gzip.size);
    expect((await raw('/first-run', 'br;q=0, gzip')).encoding).toBe('gzip');
  });

  it('leaves a ready-compressed asset as it is', async () => {
    const answer = await fetch(`${running.origin}${asset}`, { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.text()).toContain('import');
  });
});

describe('forms', () => {
  it('are taken from our own pages over plain http', async () => {
    expect((await post('/sign-out', running.origin)).status).toBe(303);
  });

  it.each([['http://elsewhere.example'], ['null'], [null]])('are refused from %s', async (origin) => {
    const answer = await post('/sign-out', origin);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('This form was sent from another site');
  });

  it('that are too large are answered with a page in the language of the browser, and nothing breaks', async () => {
    const answer = await fetch(`${running.origin}/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin: running.origin, 'accept-language': 'sr' },
      body: 'x'.repeat(5_000_000),
    });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toMatch(/<html lang="sr">[\s\S]*512 килобајта/);
    expect((await get('/healthz')).status).toBe(200);
  });

  it('that turn out too large on the way are refused too', async () => {
    const connection = await openRaw(running.port);
    connection.write(
      `POST /sign-out HTTP/1.1\r\nHost: localhost:${running.port}\r\nOrigin: ${running.origin}\r\n` +
        'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    for (let piece = 0; piece < 10; piece += 1) connection.write(`10000\r\n${'x'.repeat(0x10000)}\r\n`);
    expect(await connection.hear('</html>')).toMatch(/^HTTP\/1.1 413 /);
    connection.socket.destroy();
  });

  it('in pieces that fit are taken', async () => {
    const connection = await openRaw(running.port);
    connection.write(
      `POST /sign-out HTTP/1.1\r\nHost: localhost:${running.port}\r\nOrigin: ${running.origin}\r\nConnection: close\r\n` +
        'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n',
    );
    expect(await connection.heard()).toMatch(/^HTTP\/1.1 303 /);
  });

  it('in pieces that fit are read and answered', async () => {
    const connection = await openRaw(running.port);
    connection.write(
      `POST /theme HTTP/1.1\r\nHost: localhost:${running.port}\r\nOrigin: ${running.origin}\r\nConnection: close\r\n` +
        'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n' +
        '6\r\ntheme=\r\n4\r\ndark\r\n0\r\n\r\n',
    );
    expect(await connection.heard()).toMatch(/^HTTP\/1.1 303 [\s\S]*kaskada_theme=dark/);
  });

  it('are refused under a name that is not ours', async () => {
    const connection = await openRaw(running.port);
    connection.write('GET /first-run HTTP/1.1\r\nHost: rebound.example\r\n\r\n');
    expect(await connection.hear('</html>')).toMatch(/^HTTP\/1.1 421 /);
    connection.socket.destroy();
  });
});

describe('a page of ours', () => {
  it('goes on to a path in any script, and nowhere else', async () => {
    const goOn = async (back: string) => {
      const answer = await post('/theme', running.origin, String(new URLSearchParams({ theme: 'dark', back })));
      expect(answer.status).toBe(303);
      return answer.headers.get('location');
    };
    expect(await goOn('/ћирилица?text=Шабац#крај')).toBe(encodeURI('/ћирилица?text=Шабац#крај'));
    for (const elsewhere of [
      '//e.example',
      '/.//e.example',
      '/..//e.example',
      '/\\e.example',
      '/\t/e.example',
      'e',
      '',
    ])
      expect([elsewhere, await goOn(elsewhere)]).toEqual([elsewhere, '/']);
  });

  it.each([
    ['/theme', 'application/json', '{}'],
    ['/theme', 'text/plain', 'x'],
    ['/theme', 'multipart/form-data', 'x'],
    ['/theme', 'multipart/form-data; boundary=a', 'x'],
    ['/first-run', 'text/plain', 'x'],
    ['/first-run', 'multipart/form-data; boundary=a', 'x'],
  ])('refuses what is no form: %s %s', async (path, type, body) => {
    const headers = { 'content-type': type, origin: running.origin, accept: 'text/html' };
    const answer = await fetch(`${running.origin}${path}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    const page = await answer.text();
    expect(page).toContain('<h1>That did not work</h1>');
    expect(page).not.toContain('<style');
    // Before the layout of the site stands, nobody knows the language: both are there.
    if (path === '/theme') expect(page).toContain('То није успело');
    else expect(page).toContain('What was sent cannot be read as a form');
  });
});

describe('what is no proper request', () => {
  it.each([
    ['a host with a space', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['a host with a path', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400],
    ['a port that cannot be', 'GET / HTTP/1.1\r\nHost: localhost:99999\r\n\r\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['no host, long ago', 'GET / HTTP/1.0\r\n\r\n', 400],
    ['a whole address', 'GET http://elsewhere.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['an address that cannot be decoded', 'GET /%e0%a4%a HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a control character', 'GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['a method that does not exist', 'FETCH / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
    ['a method that we do not answer', 'PROPFIND / HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
    ['a trace', 'TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n', 405],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a length below zero', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n', 400],
    ['a long address', `GET /${'a'.repeat(5000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 414],
    ['an endless address', `GET /${'a'.repeat(50_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
  ])('is refused, not stumbled over: %s', async (_, text, status) => {
    const connection = await openRaw(running.port);
    connection.write(text);
    expect(Number((await connection.hear('\r\n\r\n')).split(' ')[1])).toBe(status);
    connection.socket.destroy();
  });
});
