import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, start, temporaryFolder } from './running.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

/** Starts a script that is expected to give up, and answers with what it says. */
async function giveUp(script: string, env: Record<string, string>): Promise<string> {
  const { process, printed } = launch(script, { DATA: join(folder.path, 'unused'), ...env });
  const [code] = (await once(process, 'exit')) as [number];
  expect(code).toBe(1);
  return printed().trim();
}

describe('a start that cannot be', () => {
  it.each([
    ['bin/start.ts', { PORT: 'abc' }, /^PORT is a whole number/],
    ['bin/start.ts', { PORT: '70000' }, /^PORT is a whole number/],
    ['bin/start.ts', { ORIGIN: 'kaskada.example.org' }, /^ORIGIN is the public address/],
    ['bin/start.ts', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL is one of/],
    ['bin/start.ts', { HOST: '192.0.2.1' }, /^This machine has no address 192.0.2.1/],
    [
      'bin/start.ts',
      { DATABASE_URL: 'postgres://127.0.0.1:9/none' },
      /^The PostgreSQL server of DATABASE_URL does not/,
    ],
    ['bin/demo.ts', { HOST: '0.0.0.0' }, /^The demo lets anybody step in as anybody/],
  ])('is told in one sentence: %s %j', async (script, env, sentence) => {
    const said = await giveUp(script, env as Record<string, string>);
    expect(said).toMatch(sentence);
    expect(said.split('\n')).toHaveLength(1);
  });

  it('names a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await giveUp('bin/start.ts', { PORT: String(port) })).toMatch(new RegExp(`^Port ${port} is taken`));
    other.close();
  });

  it('names a file that holds no key to sign with', async () => {
    const SIGNING_KEY_FILE = join(folder.path, 'no-key.pem');
    await writeFile(SIGNING_KEY_FILE, 'no key');
    expect(await giveUp('bin/start.ts', { SIGNING_KEY_FILE })).toMatch(/no-key\.pem holds no key to sign with/);
  });

  it('names a data folder that is a file', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    expect(await giveUp('bin/start.ts', { DATA: file })).toMatch(/ is not a folder: /);
  });

  it('leaves the data folder to the process that has it', async () => {
    const data = join(folder.path, 'used');
    const running = await start('bin/start.ts', { DATA: data });
    const said = await giveUp('bin/start.ts', { DATA: data, PORT: '0' });
    expect(said).toMatch(new RegExp(String(running.process.pid)));
    expect(said.split('\n')).toHaveLength(1);
    expect(await running.stop()).toBe(0);
  });

  it('lets neither mode open what belongs to the other', async () => {
    const data = join(folder.path, 'demo');
    await (await start('bin/demo.ts', { DATA: data })).stop();
    expect(await giveUp('bin/start.ts', { DATA: data, PORT: '0' })).toMatch(/^This database holds the demo network/);
  });
});
