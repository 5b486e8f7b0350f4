import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CannotOpen } from './failure.ts';

/** A folder that this process alone may use. */
export interface FolderLock {
  release(): void;
}

/** Kept here, because a lock that nothing refers to is collected, and so given up. */
const held = new Set<DatabaseSync>();

/** SQLite's answer when another connection holds the lock (SQLITE_BUSY). */
const busy = 5;

/**
 * Takes a data folder for this process, or says who has it. The lock is one of the operating system's, taken through
 * the SQLite that is part of Node: it ends with the process however that ends, so no lock is ever stale, a process
 * number used again misleads nobody, and of two that start at once exactly one gets it.
 */
export function lockFolder(folder: string): FolderLock {
  const holder = join(folder, 'database.holder.json');
  const lock = new DatabaseSync(join(folder, 'database.lock'));
  try {
    lock.exec('begin exclusive');
  } catch (failure) {
    lock.close();
    if ((failure as { errcode?: number }).errcode !== busy) throw failure;
    throw new CannotOpen(
      `The data folder ${folder} is in use by ${describe(holder)}. Stop that one first, or set DATA to another folder.`,
    );
  }
  held.add(lock);
  writeFileSync(holder, JSON.stringify({ process: process.pid, machine: hostname(), since: new Date() }));
  return {
    release() {
      rmSync(holder, { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

/** In a file of its own: a look into the locked one would end the lock of the process that looks. */
function describe(holder: string): string {
  try {
    const { process, machine, since } = JSON.parse(readFileSync(holder, 'utf8')) as Record<string, string | number>;
    return `process ${process} on ${machine}, since ${since}`;
  } catch {
    return 'another process';
  }
}
