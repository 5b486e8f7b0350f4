import { readFile, writeFile } from 'node:fs/promises';
import { declareKeys } from './argument-types.ts';
import { parseMessage } from './compile-words.ts';
import { sourceLanguage } from './languages.ts';
import { wordFiles } from './messages.ts';
import { readSource } from './word-files.ts';

const target = new URL('keys.generated.ts', import.meta.url);

/** Writes the types of all keys and arguments from the English word files. Leaves the file alone if nothing changed. */
export async function writeKeys(): Promise<void> {
  const declared = declareKeys(await englishMessages());
  const before = await readFile(target, 'utf8').catch(() => '');
  if (declared !== before) await writeFile(target, declared);
}

async function englishMessages() {
  const sources = await Promise.all(
    wordFiles.map(async (file) => ({ file, source: await readSource(sourceLanguage, file) })),
  );
  return new Map(
    sources.flatMap(({ file, source }) =>
      Object.entries(source).map(([key, text]) => [`${file}.${key}`, parseMessage(text)] as const),
    ),
  );
}
