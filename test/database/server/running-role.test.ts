import { sql } from 'kysely';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { Connection } from '#platform/database/connection.ts';
import { refusePowerfulRole } from '#platform/database/running-role.ts';
import { openServer } from '#platform/database/server.ts';
import { openEmptyPlatform } from '#test/platform.ts';
import { urlOf } from '#test/postgres.ts';

const server = inject('server');
const { connection } = await openEmptyPlatform();
const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(connection.db);
const database = rows[0]!.name;

function signInAs(login: Parameters<typeof urlOf>[1]): Connection {
  const opened = openServer(urlOf(server, login, database));
  onTestFinished(() => opened.close());
  return opened;
}

/** A role of the server with these attributes or memberships, gone after the test. */
async function makeRole(attributes: string, member = ''): Promise<'made_for_test'> {
  await connection.script(`create role made_for_test login ${attributes} password '${server.password}' ${member}`);
  onTestFinished(() => connection.script('drop role made_for_test'));
  return 'made_for_test';
}

test('the role that the running platform is meant to have may run it', async () => {
  await refusePowerfulRole(signInAs('kaskada_runner'));
});

test('a superuser may not', async () => {
  await expect(refusePowerfulRole(connection)).rejects.toThrow('as “postgres”, a superuser');
});

test('the owner of the tables may not', async () => {
  await expect(refusePowerfulRole(signInAs('kaskada_owner'))).rejects.toThrow('owns the tables');
});

test('one who bypasses row-level security may not', async () => {
  const login = await makeRole('bypassrls', 'in role kaskada_app');
  await expect(refusePowerfulRole(signInAs(login))).rejects.toThrow('bypasses row-level security');
});

test('one who could act as the keeper may not', async () => {
  const login = await makeRole('', 'in role kaskada_app, kaskada_keeper');
  await expect(refusePowerfulRole(signInAs(login))).rejects.toThrow('member of kaskada_keeper');
});

test('one who may do nothing is told what is missing', async () => {
  const login = await makeRole('');
  await expect(refusePowerfulRole(signInAs(login))).rejects.toThrow('not a member of kaskada_app');
});

test('a session waits for nothing without end', async () => {
  const asked = sql<{ name: string; setting: string }>`select name, setting from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone')
    order by name collate "C"`;
  const found = await asked.execute(signInAs('kaskada_runner').db);
  expect(found.rows.map(({ name, setting }) => `${name} ${setting}`)).toEqual([
    'TimeZone UTC',
    'idle_in_transaction_session_timeout 60000',
    'lock_timeout 10000',
    'statement_timeout 30000',
  ]);
});
