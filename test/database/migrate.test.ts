import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '#platform/database/migrate.ts';
import { openEmptyPlatform } from '#test/platform.ts';

const { connection } = await openEmptyPlatform();

/** The migrations of the platform and one more. */
function folderWith(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaskada-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(fileURLToPath(new URL('../../migrations', import.meta.url)), folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return folder;
}

const exists = async (table: string) =>
  (await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(connection.db)).rows[0]!
    .found;

test('what was applied is not applied again', async () => {
  expect(await migrate(connection)).toEqual([]);
});

test('a migration that fails leaves nothing of itself, and the next can run', async () => {
  const failing = folderWith('9000_halfway.sql', 'create table halfway (id integer); select 1 / 0;');
  await expect(migrate(connection, failing)).rejects.toThrow('division by zero');
  expect(await exists('kaskada.halfway')).toBe(false);
  const mended = folderWith('9000_halfway.sql', 'create table halfway (id integer);');
  expect(await migrate(connection, mended)).toEqual(['9000_halfway.sql']);
  expect(await exists('kaskada.halfway')).toBe(true);
});

test('an applied migration that was changed is an error', async () => {
  const changed = folderWith('0001_platform.sql', '-- nothing');
  await expect(migrate(connection, changed)).rejects.toThrow('Migration 0001_platform.sql was changed');
});

test('two that start at once run each migration once', async () => {
  const folder = folderWith('9000_halfway.sql', 'create table halfway (id integer);');
  writeFileSync(join(folder, '9001_slow.sql'), 'select pg_sleep(0.2); create table slow (id integer);');
  const ran = await Promise.all([migrate(connection, folder), migrate(connection, folder)]);
  expect(ran.flat()).toEqual(['9001_slow.sql']);
});
