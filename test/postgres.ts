import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { openServer } from '#platform/database/server.ts';
import { migrate } from '#platform/database/migrate.ts';

/** A PostgreSQL of the test's own: its address without a user, and the password that all its users share. */
export interface TestServer {
  readonly port: number;
  readonly password: string;
}

/** Who signs in: who may do all, the owner of the tables, the running platform, which owns nothing, or a test's own. */
export type TestLogin = 'postgres' | 'kaskada_owner' | 'kaskada_runner' | `made_for_${string}`;

/** Every test file gets a copy of this database. */
export const template = 'kaskada_template';

/** The folder of PostgreSQL's programs, newest version first; null when there is none on this machine. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...path()];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name)))) ?? null;
}

const path = () => (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);

/** The address of one of its databases, signed in as one of its users. */
export const urlOf = (server: TestServer, login: TestLogin, database = template): string =>
  `postgresql://${login}:${server.password}@127.0.0.1:${server.port}/${database}`;

/** Starts a throw-away PostgreSQL in a temporary folder, migrated, and returns how to reach and how to stop it. */
export async function startPostgres(programs: string): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'kaskada-postgres-'));
  const server = { port: await freePort(), password: randomBytes(12).toString('hex') };
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, server.password, { mode: 0o644 });
  const data = join(folder, 'data');
  const how = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'scram-sha-256', '--no-sync'];
  execFileSync(join(programs, 'initdb'), [...how, `--pwfile=${passwordFile}`], { ...user, cwd: folder, stdio: 'pipe' });
  const settings = { port: server.port, listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(programs, 'postgres'), ['-D', data, ...options], { ...user, cwd: folder, stdio: 'ignore' });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGQUIT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(urlOf(server, 'postgres', 'postgres'), child);
    await makeTemplate(server);
    return { server, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that owns least. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'nobody'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer().once('error', reject);
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as AddressInfo;
      listener.close(() => resolve(port));
    });
  });
}

/** Waits until it takes connections; gives up when it has ended by itself or after half a minute. */
async function answers(url: string, child: { exitCode: number | null }) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended while starting, with exit code ${child.exitCode}.`);
    const client = new pg.Client(url);
    const failure = await client.connect().then(
      () => null,
      (reason: unknown) => reason,
    );
    await client.end().catch(() => undefined);
    if (!failure) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('PostgreSQL took no connection for half a minute.');
}

/** The roles as an administrator of a real server sets them up (docs/running.md), then the migrations as the owner. */
async function makeTemplate(server: TestServer) {
  const { password } = server;
  await asAdministrator(
    server,
    `create role kaskada_owner login createrole password '${password}'`,
    `create role kaskada_runner login password '${password}'`,
    `create database ${template} owner kaskada_owner`,
  );
  const owner = openServer(urlOf(server, 'kaskada_owner'));
  await migrate(owner);
  await owner.script('grant kaskada_app to kaskada_runner');
  await owner.close();
}

/** Makes a copy of the migrated, empty database and returns its name. */
export async function copyTemplate(server: TestServer): Promise<string> {
  const name = `kaskada_${randomBytes(6).toString('hex')}`;
  await asAdministrator(server, `create database ${name} template ${template} owner kaskada_owner`);
  return name;
}

async function asAdministrator(server: TestServer, ...statements: string[]) {
  const client = new pg.Client(urlOf(server, 'postgres', 'postgres'));
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
