import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A platform in a process of its own, as `npm start` runs it. */
export interface Running {
  readonly origin: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Everything it has printed. */
  printed(): string;
  /** Asks it to stop and waits until it has; answers with its exit code. */
  stop(): Promise<number | null>;
}

/** A folder that is gone after the tests. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'kaskada-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a script of `bin/`, without waiting for anything. */
export function launch(
  script: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): { process: ChildProcess; printed: () => string } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [script, ...args], { cwd: root, env: { PATH, HOME, ...env } });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let text = '';
  child.stdout.on('data', (piece: Buffer) => (text += piece));
  child.stderr.on('data', (piece: Buffer) => (text += piece));
  return { process: child, printed: () => text };
}

/** Starts a script of `bin/` and waits until it answers requests. */
export async function start(script: string, env: Record<string, string>): Promise<Running> {
  const { process: child, printed } = launch(script, { PORT: '0', LOG_LEVEL: 'info', ...env });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', () => {
      const address = /http:\/\/localhost:\d+/.exec(printed())?.[0];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`${script} did not start: ${printed()}`)));
  });
  return {
    origin,
    port: Number(new URL(origin).port),
    process: child,
    printed,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

/** A connection to write raw HTTP to. */
export interface RawConnection {
  readonly socket: Socket;
  write(text: string): void;
  /** Everything that was answered, once it contains this. */
  hear(part: string | RegExp): Promise<string>;
  /** Everything that was answered, once the other side has closed. */
  heard(): Promise<string>;
}

/** Opens one. */
export async function openRaw(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  const until = (isDone: () => boolean) =>
    new Promise<string>((resolve, reject) => {
      const look = () => isDone() && resolve(text);
      socket.on('data', look);
      socket.on('close', () => (isDone() ? resolve(text) : reject(new Error(`closed after: ${text}`))));
      look();
    });
  return {
    socket,
    write: (sent) => void socket.write(sent),
    hear: (part) => until(() => (typeof part === 'string' ? text.includes(part) : part.test(text))),
    heard: () => until(() => socket.closed),
  };
}
