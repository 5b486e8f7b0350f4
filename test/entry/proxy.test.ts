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

/** The cookies that an answer sets, and what became of one that is sent along. */
async function chooseDark(proto: string, name: string) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-forwarded-proto': proto,
    origin: running.origin.replace('http:', `${proto}:`),
    cookie: `${name}=dark`,
  };
  const answer = await fetch(`${running.origin}/theme`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: 'theme=dark',
  });
  const page = await fetch(`${running.origin}/counting`, {
    headers: { 'x-forwarded-proto': proto, cookie: headers.cookie },
  });
  return { set: answer.headers.getSetCookie()[0], isDark: (await page.text()).includes('data-theme="dark"') };
}

it('has every cookie guarded by its name over https, and reads no other one there', async () => {
  const guarded = await chooseDark('https', '__Host-kaskada_theme');
  expect(guarded.set).toMatch(/^__Host-kaskada_theme=dark; (?=.*Path=\/)(?=.*Secure)(?!.*Domain)/);
  expect(guarded.isDark).toBe(true);
  expect((await chooseDark('https', 'kaskada_theme')).isDark).toBe(false);
  const plain = await chooseDark('http', 'kaskada_theme');
  expect(plain.set).toMatch(/^kaskada_theme=dark; (?!.*Secure)/);
  expect(plain.isDark).toBe(true);
});
