import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A file of the repository: its path from the root, and its text. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

/** All files that are, or would be, in git. Those deleted but not committed yet are left out. */
export async function readTree(root: string): Promise<TreeFile[]> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: root, maxBuffer: 2 ** 26 });
  const paths = [...new Set(stdout.split('\0').filter(Boolean))];
  const files = await Promise.all(paths.map((path) => read(root, path)));
  return files.filter((file) => file !== undefined);
}

const read = (root: string, path: string): Promise<TreeFile | undefined> =>
  readFile(join(root, path), 'utf8').then(
    (text) => ({ path, text }),
    () => undefined,
  );

/** Lines of a text; the last line break ends a line and begins none. */
export const countLines = (text: string): number => text.replace(/\n$/, '').split('\n').length;
