import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type { Connection } from './connection.ts';

const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/**
 * Brings the database up to date, forward only, each migration in a transaction of its own.
 * Returns the names of those it ran. An applied migration whose text has changed since is an error.
 */
export async function migrate(connection: Connection): Promise<string[]> {
  await connection.script(`create schema if not exists kaskada; set search_path = kaskada;
    create table if not exists kaskada.migration (
      name text primary key, fingerprint text not null, applied_at timestamptz not null default now());
    alter table kaskada.migration enable row level security, force row level security;
    drop policy if exists migration_all on kaskada.migration;
    create policy migration_all on kaskada.migration using (true) with check (true);`);
  const applied = new Map(
    (
      await sql<{ name: string; fingerprint: string }>`select name, fingerprint from kaskada.migration`.execute(
        connection.db,
      )
    ).rows.map((row) => [row.name, row.fingerprint]),
  );
  const ran: string[] = [];
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
    const text = await readFile(`${folder}${name}`, 'utf8');
    const fingerprint = createHash('sha256').update(text).digest('hex');
    const known = applied.get(name);
    if (known === fingerprint) continue;
    if (known) throw new Error(`Migration ${name} was changed after it had been applied; write a new one instead.`);
    await connection.script(`begin; set local search_path = kaskada; ${text}
      ;insert into kaskada.migration (name, fingerprint) values ('${name}', '${fingerprint}'); commit;`);
    ran.push(name);
  }
  await connection.script('grant select on kaskada.migration to kaskada_app');
  return ran;
}
