import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection, RunScript } from './connection.ts';
import { CannotOpen } from './failure.ts';

const ownFolder = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** One step of the database's structure: its text, and what tells whether that has changed. */
interface Migration {
  readonly name: string;
  readonly text: string;
  readonly fingerprint: string;
}

/**
 * Brings the database up to date, forward only, each migration in a transaction of its own; of several processes that
 * start at once, one does it and the others wait. Returns the names of those it ran.
 * An applied migration whose text has changed since is an error.
 */
export async function migrate(connection: Connection, folder = ownFolder): Promise<string[]> {
  const migrations = await listMigrations(folder);
  return connection.alone(async (run) => {
    const waiting = findWaiting(migrations, await listApplied(run));
    for (const migration of waiting) await apply(run, migration);
    return waiting.map(({ name }) => name);
  });
}

/** The names of all migrations, in the order in which they run. */
export const listMigrationNames = async (folder = ownFolder): Promise<string[]> =>
  (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();

async function listMigrations(folder: string): Promise<Migration[]> {
  return Promise.all(
    (await listMigrationNames(folder)).map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, fingerprint: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

type Applied = ReadonlyMap<string, string>;

async function listApplied(run: RunScript): Promise<Applied> {
  const [found] = await run(`select to_regclass('kaskada.migration') is not null as any`);
  if (!found?.['any']) return new Map();
  const rows = await run('select name, fingerprint from kaskada.migration');
  return new Map(rows.map(({ name, fingerprint }) => [String(name), String(fingerprint)]));
}

function findWaiting(migrations: readonly Migration[], applied: Applied): Migration[] {
  const changed = migrations.find(({ name, fingerprint }) => (applied.get(name) ?? fingerprint) !== fingerprint);
  if (changed)
    throw new CannotOpen(`Migration ${changed.name} was changed after it had been applied; write a new one instead.`);
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(run: RunScript, { name, text, fingerprint }: Migration): Promise<void> {
  try {
    await run(`begin; create schema if not exists kaskada; set local search_path = kaskada; ${text}
      ;${register}; insert into kaskada.migration (name, fingerprint) values ('${name}', '${fingerprint}'); commit;`);
  } catch (failure) {
    await run('rollback');
    throw failure;
  }
}

/** The list of what was applied; everybody may read it, its owner alone writes. */
const register = `
  create table if not exists kaskada.migration (
    name text primary key, fingerprint text not null, applied_at timestamptz not null default now());
  alter table kaskada.migration enable row level security, force row level security;
  drop policy if exists migration_all on kaskada.migration;
  create policy migration_all on kaskada.migration using (true) with check (true);
  grant select on kaskada.migration to kaskada_app`;
