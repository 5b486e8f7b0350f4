import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRaw, start, temporaryFolder, type Running } from './running.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let running: Running;
beforeEach(async () => {
  folder = await temporaryFolder();
  running = await start('bin/start.ts', { DATA: folder.path });
});
afterEach(async () => {
  running.process.kill('SIGKILL');
  await folder.remove();
});

/** A form whose last piece has not been sent yet. */
async function sendHalf() {
  const connection = await openRaw(running.port);
  connection.write(
    `POST /sign-out HTTP/1.1\r\nHost: localhost:${running.port}\r\nOrigin: ${running.origin}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n',
  );
  return connection;
}

const hasStoppedListening = () =>
  expect
    .poll(() =>
      fetch(`${running.origin}/healthz`).then(
        () => 'answers',
        () => 'refuses',
      ),
    )
    .toBe('refuses');

it('finishes what runs, takes nothing new, and leaves without a complaint', async () => {
  const slow = await sendHalf();
  const half = await openRaw(running.port);
  half.write('GET /readyz HTTP/1.1\r\n');
  const idle = await openRaw(running.port);
  idle.write('GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  expect(await idle.hear('ok')).toMatch(/^HTTP\/1.1 200 /);

  const exit = once(running.process, 'exit');
  running.process.kill('SIGTERM');
  await idle.heard();
  await hasStoppedListening();
  half.write('Host: localhost\r\n\r\n');
  expect(await half.heard()).toMatch(/^HTTP\/1.1 503 [\s\S]*not ready/);
  slow.write('0\r\n\r\n');
  const answer = await slow.heard();
  expect(answer).toMatch(/^HTTP\/1.1 303 /);
  expect(answer).toMatch(/connection: close/i);
  expect(await exit).toEqual([0, null]);
});

it('ends at once when somebody insists', async () => {
  await sendHalf();
  const exit = once(running.process, 'exit');
  running.process.kill('SIGINT');
  // The same signal may arrive twice: from the terminal and from npm.
  running.process.kill('SIGINT');
  await hasStoppedListening();
  const insist = setInterval(() => running.process.kill('SIGINT'), 200);
  expect(await exit).toEqual([1, null]);
  clearInterval(insist);
});

it('keeps what it had when it is started again', async () => {
  await expect.poll(running.printed).toMatch(/this code, which works once: ([0-9A-Z]{4}-){4}[0-9A-Z]{4}/);
  expect(await running.stop()).toBe(0);
  running = await start('bin/start.ts', { DATA: folder.path });
  expect((await fetch(`${running.origin}/readyz`)).status).toBe(200);
});
