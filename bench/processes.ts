import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A server in a process of its own. */
export interface Running {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Gives the body a folder that is gone afterwards. */
export async function inFolder<Answer>(body: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'kaskada-bench-'));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the body with the servers, and stops them whatever happens. */
export async function withServers<Answer>(
  starting: readonly Promise<Running>[],
  body: (...servers: Running[]) => Promise<Answer>,
): Promise<Answer> {
  const started = await Promise.allSettled(starting);
  try {
    const failed = started.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return await body(...started.map((one) => (one as PromiseFulfilledResult<Running>).value));
  } finally {
    await Promise.all(started.map(async (one) => one.status === 'fulfilled' && (await one.value.stop())));
  }
}

/**
 * Starts the platform on a data folder as `npm run demo` does, with the log of `npm start`: a line a request, into a
 * file. A folder that is empty gets the demo network.
 */
export function startPlatform(folder: string): Promise<Running> {
  const log = join(folder, 'bench.log');
  const env = { DATA: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'info' };
  return start(['--max-semi-space-size=8', 'bin/demo.ts'], env, log, /http:\/\/localhost:(\d+)/);
}

/** Starts the platform for real on an empty folder; answers with the code to found its network with, too. */
export async function startEmpty(folder: string): Promise<Running & { readonly code: string }> {
  const log = join(folder, 'empty.log');
  const env = { DATA: join(folder, 'empty'), PORT: '0', LOG_LEVEL: 'info' };
  const running = await start(
    ['--max-semi-space-size=8', 'bin/start.ts'],
    env,
    log,
    /localhost:(\d+)[^]*once: [0-9A-Z-]+\n/,
  );
  return { ...running, code: /once: ([0-9A-Z-]+)/.exec(readFileSync(log, 'utf8'))![1]! };
}

/** Starts a bare `node:http` server that answers everything with the same bytes. */
export const startBare = (folder: string): Promise<Running> =>
  start(
    ['--max-semi-space-size=8', 'bench/bare-server.ts', join(folder, 'answer.json')],
    {},
    join(folder, 'bare.log'),
    /port (\d+)/,
  );

async function start(args: string[], env: Record<string, string>, log: string, ready: RegExp): Promise<Running> {
  const output = openSync(log, 'w');
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const port = await portIn(log, ready, child);
  return {
    port,
    pid: child.pid!,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function portIn(log: string, ready: RegExp, child: ChildProcess): Promise<number> {
  for (;;) {
    const text = readFileSync(log, 'utf8');
    const port = ready.exec(text)?.[1];
    if (port) return Number(port);
    if (child.exitCode !== null) throw new Error(`The server did not start: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Seconds of processor time that a process has used so far; null where the system does not tell. */
export function processorSeconds(pid: number): number | null {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'latin1');
  // After the name: the 12th and 13th field are user and system time, in hundredths of a second.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
