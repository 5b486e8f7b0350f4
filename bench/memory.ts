import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { askOnce, countPerSecond } from './load.ts';
import { atMost, only, type Outcome } from './outcome.ts';
import { inFolder, startPlatform, withServers } from './processes.ts';
import { stepIn } from './step-in.ts';

const paths = ['/', '/figure?kind=peers_at_home', '/home', '/sessions', '/reach', '/reach/open'];
const loadSeconds = 10;

/**
 * What a process holds in memory after a few visits and a rest, and the most that it holds under load. It finds its data
 * there: the process before it, which made the database and the demo network, holds more.
 */
export async function measureMemory(): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    await withServers([startPlatform(folder)], async () => {});
    return withServers([startPlatform(folder)], async ({ port, pid }) => {
      const cookie = await stepIn({ port }, 'Lejla Mujić');
      for (let visit = 0; visit < 30; visit += 1)
        await askOnce({ port, path: paths[visit % paths.length]!, headers: { cookie } });
      await setTimeout(10_000);
      const idle = residentMegabytes(pid);
      const most = await mostDuring(pid, async () => {
        await countPerSecond({ port, path: '/', headers: {} }, 16, loadSeconds);
        await countPerSecond({ port, path: '/reach', headers: { cookie } }, 16, loadSeconds);
      });
      return [
        atMost('memory, idle after 30 pages', idle, 350, ' MB', 0),
        only('memory, most under load', `${most.toFixed(0)} MB`),
      ];
    });
  });
}

async function mostDuring(pid: number, body: () => Promise<void>): Promise<number> {
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, residentMegabytes(pid))), 250);
  await body().finally(() => clearInterval(watch));
  return most;
}

/** As the system counts it: the resident set of the process. */
const residentMegabytes = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
