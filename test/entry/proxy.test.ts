import { afterAll, beforeAll, expect, it } from 'vitest';
import { start, temporaryFolder, type Running } from './running.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let running: Running;
beforeAll(async () => {
  folder = await temporaryFolder();
  running = await start('bin/start.ts', { DATA: folder.path, TRUST_PROXY: '1' });
});
afterAll(async () => {
  await running.stop();
  await folder.remove();
});

/** A form as the proxy passes it on: sent over https to the public name. */
const post = (proto: string, origin: string) =>
  fetch(`${running.origin}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-proto': proto, origin },
    body: '',
  });

it('is believed when it says that the browser came over https', async () => {
  const secure = running.origin.replace('http:', 'https:');
  const answer = await post('https', secure);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}/);
  expect((await post('http', secure)).status).toBe(403);
});
