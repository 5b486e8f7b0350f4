import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { openRaw, start, temporaryFolder, type Running } from './running.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let running: Running;
let person: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  running = await start('bin/demo.ts', { DATA: folder.path });
  const page = await (await get('/step-in')).text();
  person = /name="person" value="([^"]+)"(?:(?!<form)[^])*?Lejla Mujić/.exec(page)![1]!;
});
afterAll(async () => {
  await running.stop();
  await folder.remove();
});

const get = (path: string, cookie = '', method = 'GET') =>
  fetch(`${running.origin}${path}`, { method, redirect: 'manual', headers: { cookie } });

/** Sends a form as a page of ours does. */
const send = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(`${running.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: running.origin, accept: 'text/html', ...headers },
    body,
  });

/** Steps in as a trainer; answers with the cookie and where it went on. */
async function stepIn(to = '', cookie = '') {
  const answer = await send('/step-in', new URLSearchParams({ person, to }), { cookie });
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]!, location: answer.headers.get('location') };
}

describe('the pages of the people of the network', () => {
  const places = ['/network', '/sessions', '/reach', '/reach/open', '/meetings', '/home', '/find'];
  const record = `/sessions/${newId()}/record`;

  it.each([...places, record])('send a stranger to sign in: %s', async (path) => {
    const to = `/sign-in?to=${encodeURIComponent(`${path}?text=a`)}`;
    for (const method of ['GET', 'HEAD']) {
      const answer = await get(`${path}?text=a`, '', method);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, to]);
    }
  });

  it.each([...places, record])('give a stranger no data, whatever parts are asked for: %s', async (path) => {
    const to = `/sign-in?to=${encodeURIComponent(path)}`;
    for (const parts of ['', '?x-sveltekit-invalidated=0001', '?x-sveltekit-invalidated=001'])
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${running.origin}${path}/__data.json${parts}`, {
          method,
          headers: { origin: running.origin },
        });
        expect(await answer.json()).toMatchObject({ type: 'redirect', location: to });
      }
  });

  it('give a stranger no result of a search', async () => {
    expect((await get('/find/results?text=a')).status).toBe(401);
  });

  it('open to whoever stepped in', async () => {
    const { cookie } = await stepIn();
    for (const path of ['/reach', '/reach/__data.json']) expect((await get(path, cookie)).status).toBe(200);
  });
});

describe('stepping in', () => {
  it('goes on to a path in any script, and nowhere else', async () => {
    const path = '/sessions?text=Шабац';
    expect((await stepIn(path)).location).toBe(encodeURI(path));
    expect((await stepIn('/.//elsewhere.example')).location).toBe('/home');
    const { cookie } = await stepIn();
    const again = await get(`/sign-in?to=${encodeURIComponent(path)}`, cookie);
    expect(again.headers.get('location')).toBe(encodeURI(path));
  });

  it('as somebody else ends the sign-in before it', async () => {
    const { cookie: first } = await stepIn();
    expect((await get('/home', first)).status).toBe(200);
    const { cookie: second } = await stepIn('', first);
    expect((await get('/home', first)).status).toBe(303);
    expect((await get('/home', second)).status).toBe(200);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=a'])('refuses what is no form: %s', async (type) => {
    expect((await send('/step-in', 'x', { 'content-type': type })).status).toBe(400);
  });
});

describe('an address with nonsense in it', () => {
  const nonsense = ['\0', 'a\0b', '\u0001\u001f\u007f', '\ufeff', '\u202e'];

  it.each(nonsense)('is answered: a text of %j', async (text) => {
    const { cookie } = await stepIn();
    for (const path of ['/sessions', '/find', '/find/results', '/api/v1/sessions', '/api/v1/sessions.csv'])
      for (const of of ['own', 'network'])
        expect([path, (await get(`${path}?${new URLSearchParams({ text, of })}`, cookie)).status]).toEqual([path, 200]);
  });

  it.each(['0032', '0000', '0001', '9999', 'year'])('is answered: the year %s', async (year) => {
    const { cookie } = await stepIn();
    for (const path of ['/reach', '/reach/open', '/figure'])
      expect([path, (await get(`${path}?year=${year}`, cookie)).status]).toEqual([path, 200]);
  });
});

it('answers a program that sends its JSON in pieces', async () => {
  const { cookie } = await stepIn();
  const connection = await openRaw(running.port);
  connection.write(
    `PUT /api/v1/sessions/${newId()}/draft HTTP/1.1\r\nHost: localhost:${running.port}\r\nCookie: ${cookie}\r\n` +
      'Connection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n' +
      '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n',
  );
  expect(await connection.heard()).toMatch(/^HTTP\/1.1 422 [\s\S]*"InputInvalid"/);
});
