import { once } from 'node:events';
import { afterAll, expect, it } from 'vitest';
import { launch, start, temporaryFolder } from './running.ts';

const folder = await temporaryFolder();
afterAll(() => folder.remove());

it('takes no control character into a name', async () => {
  const running = await start('bin/start.ts', { DATA: folder.path });
  await expect.poll(running.printed).toMatch(/once: \S+/);
  const code = /once: (\S+)/.exec(running.printed())![1]!;
  const found = (networkName: string, personName: string) =>
    fetch(`${running.origin}/first-run`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: running.origin, accept: 'text/html' },
      body: new URLSearchParams({
        code,
        networkName,
        personName,
        email: 'ana@example.org',
        password: 'seven brown bears',
      }),
    });
  expect((await found('\0', 'Ana')).status).toBe(422);
  const answer = await found('A\0 network', 'A\0na');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?to=/home']);
  await running.stop();
});

it('lets whoever runs the platform bring back a founder who lost every way in', async () => {
  const bring = (email: string) => bringBack(folder.path, email);
  expect(await bring('nobody@example.org')).toMatch(/^Nobody signs in with nobody@example\.org\.$/);
  const said = await bring('Ana@example.org');
  const path = /http:\/\/localhost:\d+(\/invitation\/[\w-]+)/.exec(said)![1]!;
  const again = await start('bin/start.ts', { DATA: folder.path });
  const send = (to: string, fields: Record<string, string>) =>
    fetch(again.origin + to, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: again.origin, accept: 'text/html' },
      body: new URLSearchParams(fields),
    });
  const old = { email: 'ana@example.org', password: 'seven brown bears' };
  expect((await send('/sign-in?/password', old)).status).toBe(401);
  expect((await send(`${path}?/password`, { password: 'eight brown bears' })).status).toBe(303);
  expect((await send(`${path}?/password`, { password: 'nine brown bears' })).status).toBe(404);
  expect((await send('/sign-in?/password', { ...old, password: 'eight brown bears' })).status).toBe(303);
  await again.stop();
});

/** Runs the command while the platform rests, and answers with what it says. */
async function bringBack(data: string, email: string): Promise<string> {
  const { process: child, printed } = launch('bin/reset-login.ts', { DATA: data }, [email]);
  await once(child, 'exit');
  return printed().trim();
}
