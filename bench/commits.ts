import { join } from 'node:path';
import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { DurableFolder, type FileOperations, type FileSystemModule } from '#platform/database/durable-folder.ts';
import { openEmbedded } from '#platform/database/embedded.ts';
import { only, type Outcome } from './outcome.ts';
import { inFolder } from './processes.ts';
import { median } from './statistics.ts';

const commits = 500;
const rounds = 7;

/** The same folder, whose file system says "done" to every fsync at once. */
class ForgetfulFolder extends DurableFolder {
  protected override extend(module: FileSystemModule, before: FileOperations): Partial<FileOperations> {
    return { ...super.extend(module, before), fsync: () => 0 };
  }
}

/** Small changes a second, each on disk before it is acknowledged, against the same without waiting for the disk. */
export async function measureCommits(): Promise<Outcome[]> {
  return inFolder(async (folder) => {
    const durable = await open(join(folder, 'durable'), (path) => new DurableFolder(path));
    const forgetful = await open(join(folder, 'forgetful'), (path) => new ForgetfulFolder(path));
    const reached: number[] = [];
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const without = await commitsPerSecond(forgetful);
      const withDisk = await commitsPerSecond(durable);
      reached.push(withDisk);
      ratios.push(withDisk / without);
      console.log(`  ${Math.round(withDisk)} a second, without fsync ${Math.round(without)}`);
    }
    await durable.close();
    await forgetful.close();
    return [
      only('commits a second, each on disk', median(reached).toFixed(0)),
      only('commits with fsync against without', median(ratios).toFixed(2)),
    ];
  });
}

async function open(folder: string, files: (path: string) => DurableFolder): Promise<Connection> {
  const connection = await openEmbedded(folder, { files });
  await connection.script('create schema kaskada; create table kaskada.written (n integer not null)');
  await commitsPerSecond(connection);
  return connection;
}

async function commitsPerSecond(connection: Connection): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < commits; n += 1)
    await connection.transact('read write', (transaction) =>
      sql`insert into written (n) values (${n})`.execute(transaction),
    );
  return commits / ((performance.now() - began) / 1000);
}
