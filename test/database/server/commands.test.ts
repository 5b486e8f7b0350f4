import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { expect, inject, onTestFinished, test } from 'vitest';
import { refusePowerfulRole } from '#platform/database/running-role.ts';
import { openServer } from '#platform/database/server.ts';
import { openTestPlatform } from '#test/platform.ts';
import { urlOf } from '#test/postgres.ts';

const server = inject('server');
const { connection, ministries } = await openTestPlatform();
const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(connection.db);
const database = rows[0]!.name;
const owner = urlOf(server, 'kaskada_owner', database);

/** Runs one of the commands against this file's database and returns how it ended. */
async function run(command: 'migrate' | 'audit-verify', addresses: Record<string, string>, ...args: string[]) {
  const script = fileURLToPath(new URL(`../../../bin/${command}.ts`, import.meta.url));
  const ended = promisify(execFile)(process.execPath, [script, ...args], { env: { ...process.env, ...addresses } });
  return ended.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, said: stdout + stderr }),
  );
}

test('migrate lets a new role run the platform, and nothing more', async () => {
  await connection.script(`create role made_for_migrate login password '${server.password}'`);
  onTestFinished(() => connection.script('drop role made_for_migrate'));
  const running = urlOf(server, 'made_for_migrate', database);
  const { code, said } = await run('migrate', { DATABASE_URL: running, MIGRATION_DATABASE_URL: owner });
  expect(said).toContain('“made_for_migrate” may run the platform');
  expect(code).toBe(0);
  const opened = openServer(running);
  onTestFinished(() => opened.close());
  await refusePowerfulRole(opened);
});

test('audit:verify prints every chain to the owner of the tables', async () => {
  const { code, said } = await run('audit-verify', { DATABASE_URL: owner, MIGRATION_DATABASE_URL: owner });
  for (const ministry of Object.values(ministries))
    expect(said).toMatch(new RegExp(`^${ministry}  \\d+ entries, head [0-9a-f]{64}$`, 'm'));
  expect(code).toBe(0);
});

test('audit:verify ends with 1 and the broken entry', async () => {
  await connection.script(`create table kept_entry as select * from audit_entry where chain = '${ministries.BA}';
    update audit_entry set row_key = 'another' where chain = '${ministries.BA}' and seq = 3`);
  onTestFinished(() =>
    connection.script(`update audit_entry e set row_key = k.row_key from kept_entry k
      where (e.chain, e.seq) = (k.chain, k.seq); drop table kept_entry`),
  );
  const { code, said } = await run('audit-verify', { DATABASE_URL: owner });
  expect(said).toContain(`${ministries.BA}  BROKEN at entry 3: what it says is not what its hash was taken of`);
  expect(code).toBe(1);
});

test('audit:verify is not told by the database itself that nothing was altered', async () => {
  const { rows } = await sql<{ text: string }>`
    select pg_get_functiondef('find_strays()'::regprocedure) as text`.execute(connection.db);
  await connection.script(`create or replace function find_strays() returns table (table_name text, row_key text,
    fault text) language sql stable security definer set search_path = kaskada, pg_temp
    as $$ select '', '', '' where false $$`);
  onTestFinished(() => connection.script(rows[0]!.text));
  const { code, said } = await run('audit-verify', { DATABASE_URL: owner });
  expect(said).toContain('function find_strays() is altered');
  expect(said).not.toContain('Nothing was altered');
  expect(code).toBe(1);
});

test('audit:verify refuses a role that would see only a part', async () => {
  const { code, said } = await run('audit-verify', { DATABASE_URL: urlOf(server, 'kaskada_runner', database) });
  expect(said).toContain('set MIGRATION_DATABASE_URL');
  expect(code).toBe(1);
});

// Four runs, each of which migrates a database in memory to compare with.
test('audit:verify finds a head that was kept, and tells when it is gone', { timeout: 240_000 }, async () => {
  const verify = (...head: string[]) => run('audit-verify', { DATABASE_URL: owner }, '--head', ...head);
  const { rows } = await sql<{ seq: number; hash: string }>`
    select seq, encode(hash, 'hex') as hash from audit_head where chain = ${ministries.BA}`.execute(connection.db);
  const { seq, hash } = rows[0]!;
  const ended = async (...head: string[]) => {
    const { code, said } = await verify(...head);
    return [code, said.split('\n').find((line) => /outside/.test(line) && !/Keep/.test(line))];
  };
  const groups = hash.match(/.{4}/g)!;
  expect(await ended(ministries.BA, String(seq), ...groups)).toEqual([
    0,
    `${ministries.BA}  still holds the entry that was kept outside`,
  ]);
  const cut = 'CUT: the entry that was kept outside is not in it';
  expect(await ended(ministries.BA, String(seq + 1), hash)).toEqual([1, `${ministries.BA}  ${cut}`]);
  expect(await ended('another-chain', '1', hash)).toEqual([1, `another-chain  ${cut}`]);
  expect((await verify(ministries.BA, 'x')).said).toContain('A head is --head');
});

test('audit:verify names a row that was changed past its trigger', async () => {
  await connection.script(`alter table person disable trigger user; update person set name = name || '!';
    alter table person enable trigger user`);
  onTestFinished(() =>
    connection.script(`alter table person disable trigger user; update person set name = rtrim(name, '!');
      alter table person enable trigger user`),
  );
  const { code, said } = await run('audit-verify', { DATABASE_URL: owner });
  expect(said).toMatch(/^ROW {2}person [0-9a-f-]{36} is not as its last entry says$/m);
  expect(code).toBe(1);
});
