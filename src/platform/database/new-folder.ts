import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/**
 * Makes the folder of a new embedded database, unless there is one. It gets its name when it is complete and on disk:
 * a start that was interrupted leaves nothing that looks like a database.
 */
export async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const pglite = await PGlite.create({ fs: new NodeFS(unfinished) });
  await pglite.close();
  syncTree(unfinished);
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

function syncTree(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else sync(path, 'r+');
  }
  syncFolder(folder);
}

/** Windows has no fsync for a folder. */
function syncFolder(path: string) {
  if (process.platform !== 'win32') sync(path, 'r');
}

function sync(path: string, flags: 'r' | 'r+') {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
