import { PGlite } from '@electric-sql/pglite';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  openAsBlob,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from '#platform/database/connection.ts';
import { connectInMemory, embeddedOptions } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache/test');

/** A migrated, empty, embedded database in memory; a copy of one that is made once per set of migrations. */
export async function openMigrated(): Promise<Connection> {
  const template = join(cache, `database-${fingerprint()}.tar`);
  if (existsSync(template))
    return connectInMemory(await PGlite.create({ ...embeddedOptions, loadDataDir: await openAsBlob(template) }));
  const pglite = await PGlite.create(embeddedOptions);
  const connection = connectInMemory(pglite);
  await migrate(connection);
  keep(new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer()), template);
  return connection;
}

/** Two files that find no template at the same time both make one; the last to finish leaves it, whole. */
function keep(dump: Uint8Array, template: string) {
  mkdirSync(cache, { recursive: true });
  const old = readdirSync(cache).filter((name) => name.endsWith('.tar') && join(cache, name) !== template);
  for (const name of old) rmSync(join(cache, name), { force: true });
  const unfinished = `${template}.${process.pid}`;
  writeFileSync(unfinished, dump);
  renameSync(unfinished, template);
}

/** Changes with anything that the migrated database is made of. */
function fingerprint() {
  const hash = createHash('sha256').update(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const migrations = join(root, 'migrations');
  for (const name of readdirSync(migrations).sort()) hash.update(name).update(readFileSync(join(migrations, name)));
  for (const name of ['package-lock.json', 'src/platform/database/migrate.ts', 'src/platform/database/embedded.ts'])
    hash.update(readFileSync(join(root, name)));
  return hash.digest('hex').slice(0, 16);
}
