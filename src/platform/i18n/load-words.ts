import type { Language } from './languages.ts';
import type { WordFile, Words } from './messages.ts';
import { wordFile } from './word-files.ts';

/**
 * The words of the named files in one language, for `createTranslate`. Works on the server, in plain Node and in the
 * browser, where it fetches these files' messages in this language only, each once.
 */
export async function loadWords(language: Language, files: readonly WordFile[]): Promise<Words> {
  const messages = await Promise.all(files.map((file) => wordFile(language, file)));
  return Object.fromEntries(files.map((file, index) => [file, messages[index]]));
}
