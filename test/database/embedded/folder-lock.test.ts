import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CannotOpen } from '#platform/database/failure.ts';
import { lockFolder } from '#platform/database/folder-lock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const program = fileURLToPath(new URL('holder.ts', import.meta.url));

/** A process that tries to take a folder, says whether it did, and then waits to be ended. */
async function startHolder(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: String(said).trim() };
}

test('a second process is told who has the folder, where it is and what to do', async () => {
  const folder = temporaryFolder();
  const { child, said } = await startHolder(folder);
  expect(said).toBe('has it');
  expect(() => lockFolder(folder)).toThrow(CannotOpen);
  expect(() => lockFolder(folder)).toThrow(
    new RegExp(`^The data folder ${folder} is in use by process ${child.pid} on .+ Stop that one first, or set DATA`),
  );
});

test('the same process is refused a second time', () => {
  const folder = temporaryFolder();
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(`in use by process ${process.pid}`);
  lock.release();
  lockFolder(folder).release();
});

test('a process that was killed holds nothing', async () => {
  const folder = temporaryFolder();
  const { child } = await startHolder(folder);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(folder).release();
});

test('of several that start at once, exactly one gets the folder', async () => {
  const folder = temporaryFolder();
  const all = await Promise.all(Array.from({ length: 6 }, () => startHolder(folder)));
  expect(all.filter(({ said }) => said === 'has it')).toHaveLength(1);
});
