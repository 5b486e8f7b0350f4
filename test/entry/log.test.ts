import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRaw, start, temporaryFolder, type Running } from './running.ts';

/* The log of a running platform, to which everything secret was sent in every way that there is. */

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let running: Running;
beforeAll(async () => {
  folder = await temporaryFolder();
  running = await start('bin/start.ts', { DATA: folder.path, LOG_LEVEL: 'trace' });
});
afterAll(async () => {
  await running.stop();
  await folder.remove();
});

const secret = 'S3cretOfSomebody0123456789';
const targets = [
  '/',
  '/first-run',
  '/sign-in',
  '/home?to=x',
  '/theme',
  '/sign-out',
  '/step-in',
  '/api/v1/sessions',
  '/%zz',
  '/nothing',
  '/healthz',
];
const inHeaders: Record<string, string> = {
  cookie: `kaskada_sign_in=${secret}; session=${secret}`,
  authorization: `Bearer ${secret}`,
  'x-api-key': secret,
  'x-request-id': secret,
  'x-forwarded-for': secret,
  'user-agent': secret,
  referer: `http://localhost/${secret}`,
};

it('has none of it: not from headers, cookies, addresses, forms or JSON, also where something is refused or breaks off', async () => {
  for (const path of targets) {
    const query = `${path.includes('?') ? '&' : '?'}token=${secret}&password=${secret}&text=${secret}`;
    await fetch(`${running.origin}${path}${query}`, { headers: inHeaders, redirect: 'manual' });
    for (const type of [
      'application/x-www-form-urlencoded',
      'application/json',
      'multipart/form-data; boundary=a',
      'text/plain',
    ])
      for (const origin of [running.origin, 'https://elsewhere.example'])
        await fetch(`${running.origin}${path}${query}`, {
          method: 'POST',
          redirect: 'manual',
          headers: { ...inHeaders, 'content-type': type, origin },
          body: type.includes('json')
            ? JSON.stringify({ password: secret })
            : `code=${secret}&password=${secret}&networkName=${secret}`,
        });
  }
  await fetch(`${running.origin}/invitation/${secret}`);
  await fetch(`${running.origin}/sessions/${secret}/record`, { method: 'PUT', headers: { origin: running.origin } });
  const broken = await openRaw(running.port);
  broken.write(
    `POST /first-run HTTP/1.1\r\nHost: localhost:${running.port}\r\nContent-Length: 900\r\n\r\ncode=${secret}`,
  );
  broken.socket.destroy();
  const nonsense = await openRaw(running.port);
  nonsense.write(`GET / HTTP/1.1\r\n${secret}\r\n\r\n`);
  await nonsense.hear('400');
  nonsense.socket.destroy();

  const last = await fetch(`${running.origin}/first-run`);
  await expect.poll(running.printed).toContain(last.headers.get('x-request-id')!);
  expect(running.printed()).not.toContain(secret);
  expect(running.printed()).toContain('"path":"/invitation/…"');
});

it('is lines of JSON, each with its time in UTC, whatever an address says', async () => {
  await fetch(`${running.origin}/a%0a%7b%22level%22:60%7d%0d%0aforged`);
  await fetch(`${running.origin}/%22,%22level%22:60,%22a%22:%22`);
  const last = await fetch(`${running.origin}/first-run`);
  await expect.poll(running.printed).toContain(last.headers.get('x-request-id')!);
  const lines = running
    .printed()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    const { time, level } = JSON.parse(line) as { time: string; level: number };
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(level).toBeLessThan(50);
  }
});
