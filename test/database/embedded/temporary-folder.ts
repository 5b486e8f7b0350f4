import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { makeFolder } from '#platform/database/new-folder.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'kaskada-data-'));
const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** A folder for one test, gone after it. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => remove(folder));
  return folder;
}

/** For a file whose tests need data folders with a database: makes one, and returns how to get copies. */
export async function makeOriginal(): Promise<() => string> {
  const original = newFolder();
  afterAll(() => remove(original));
  await makeFolder(join(original, 'database'));
  return () => {
    const folder = temporaryFolder();
    cpSync(original, folder, { recursive: true });
    return folder;
  };
}
