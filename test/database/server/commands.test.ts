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
async function run(command: 'migrate' | 'audit-verify', addresses: Record<string, string>) {
  const script = fileURLToPath(new URL(`../../../bin/${command}.ts`, import.meta.url));
  const ended = promisify(execFile)(process.execPath, [script], { env: { ...process.env, ...addresses } });
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
    expect(said).toMatch(new RegExp(`^${ministry}  4 entries, head [0-9a-f]{64}$`, 'm'));
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

test('audit:verify refuses a role that would see only a part', async () => {
  const { code, said } = await run('audit-verify', { DATABASE_URL: urlOf(server, 'kaskada_runner', database) });
  expect(said).toContain('set MIGRATION_DATABASE_URL');
  expect(code).toBe(1);
});
