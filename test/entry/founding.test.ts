import { expect, it } from 'vitest';
import { start, temporaryFolder } from './running.ts';

it('takes no control character into a name', async () => {
  const folder = await temporaryFolder();
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
  await folder.remove();
});
