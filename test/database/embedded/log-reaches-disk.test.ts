import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { DurableFolder, type FileOperations, type FileSystemModule } from '#platform/database/durable-folder.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { makeOriginal, temporaryFolder } from './temporary-folder.ts';

const dataFolder = await makeOriginal();

/** Notes in which order the log of changes is written and sent to the disk. */
class WatchedFolder extends DurableFolder {
  readonly #seen: string[];

  constructor(path: string, seen: string[]) {
    super(path);
    this.#seen = seen;
  }

  protected override extend(module: FileSystemModule, before: FileOperations): Partial<FileOperations> {
    const { fsync, write } = super.extend(module, before);
    const note = (path: string, what: string) => void (path.includes('/pg_wal/0') && this.#seen.push(what));
    return {
      fsync: (file) => {
        note(file.path, 'fsync');
        return fsync!(file);
      },
      write: (file, ...rest) => {
        note(file.path, 'write');
        return write!(file, ...rest);
      },
    };
  }
}

test('a commit is acknowledged when its log is on the disk, and not before', async () => {
  const seen: string[] = [];
  const connection = await openEmbedded(dataFolder(), { files: (path) => new WatchedFolder(path, seen) });
  onTestFinished(() => connection.close());
  await connection.script('create schema kaskada; create table kaskada.note (number int)');
  for (let number = 0; number < 50; number += 1) {
    seen.length = 0;
    await connection.transact('read write', (transaction) =>
      sql`insert into note values (${number})`.execute(transaction),
    );
    expect(seen).toContain('write');
    expect(seen.at(-1)).toBe('fsync');
  }
});

test('its settings ask for the disk, and for checksums', async () => {
  const connection = await openEmbedded(dataFolder());
  onTestFinished(() => connection.close());
  const { rows } = await sql`select name, setting from pg_settings
    where name in ('fsync', 'wal_sync_method', 'synchronous_commit', 'full_page_writes', 'data_checksums')
    order by name`.execute(connection.db);
  expect(rows).toEqual([
    { name: 'data_checksums', setting: 'on' },
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'wal_sync_method', setting: 'fsync' },
  ]);
});

test('a first start that was interrupted leaves nothing in the way of the next', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'database.unfinished'));
  writeFileSync(join(folder, 'database.unfinished', 'PG_VERSION'), '18');
  const connection = await openEmbedded(folder);
  onTestFinished(() => connection.close());
  expect(existsSync(join(folder, 'database.unfinished'))).toBe(false);
  expect((await sql`select 1 as one`.execute(connection.db)).rows).toEqual([{ one: 1 }]);
});

test('the log does not grow for as long as the process runs', async () => {
  const connection = await openEmbedded(dataFolder());
  onTestFinished(() => connection.close());
  await connection.script('create schema kaskada; create table kaskada.note (number int, text text)');
  const write = () =>
    connection.transact('read write', (transaction) =>
      sql`insert into note select n, repeat('x', 1000) from generate_series(1, 10000) n`.execute(transaction),
    );
  for (let times = 0; times < 40; times += 1) await write();
  const { rows } = await sql<{ log: number; measured: number }>`
    select (select sum(size) from pg_ls_waldir()) as log, reltuples as measured
    from pg_class where relname = 'note'`.execute(connection.db);
  expect(rows[0]!.log).toBeLessThan(320 * 2 ** 20);
  expect(rows[0]!.measured).toBeGreaterThan(100_000);
});
