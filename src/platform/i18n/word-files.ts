import { access, readFile } from 'node:fs/promises';
import { compiledInLatin, compileWords, type WordSource } from './compile-words.ts';
import { about, sourceLanguage, type Language } from './languages.ts';
import type { FileMessages, WordFile } from './messages.ts';

/*
 * Where words come from in plain Node: the folder `words/`. In what Vite builds, the plugin in `vite-words.ts` puts
 * another module with the same export in this one's place, which imports messages that were prepared beforehand.
 */
const folder = new URL('../../../words/', import.meta.url);
const prepared = new Map<string, Promise<FileMessages>>();

/** The messages of one word file in one language; what is not translated yet is English. */
export function wordFile(language: Language, file: WordFile): Promise<FileMessages> {
  const name = `${language}/${file}`;
  const known = prepared.get(name) ?? prepare(language, file);
  prepared.set(name, known);
  return known;
}

/** Reads and prepares one word file afresh. */
export async function prepare(language: Language, file: WordFile): Promise<FileMessages> {
  const { derivedFrom } = about(language);
  if (derivedFrom) return compiledInLatin(await prepare(derivedFrom, file));
  const [english, own] = await Promise.all([readSource(sourceLanguage, file), readSource(language, file)]);
  return compileWords({ ...english, ...own });
}

/** One word file as it is written, empty where the language does not have it. */
export async function readSource(language: Language, file: WordFile): Promise<WordSource> {
  const path = sourcePath(language, file);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  return exists ? (JSON.parse(await readFile(path, 'utf8')) as WordSource) : {};
}

/** Where the words of a language and file are written. */
export const sourcePath = (language: Language, file: WordFile): URL => new URL(`${language}/${file}.json`, folder);
