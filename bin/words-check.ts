import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import nspell from 'nspell';
import { fileProblems } from '#platform/i18n/checks/file.ts';
import { strayLatin, unknownWords } from '#platform/i18n/checks/spelling.ts';
import { keysUsed, usageProblems } from '#platform/i18n/checks/usage.ts';
import { literals } from '#platform/i18n/checks/walk.ts';
import { messageProblems } from '#platform/i18n/checks/message.ts';
import { parseMessage } from '#platform/i18n/compile-words.ts';
import { about, offeredLanguages, sourceLanguage, type Language } from '#platform/i18n/languages.ts';
import { wordFiles } from '#platform/i18n/messages.ts';
import { readSource } from '#platform/i18n/word-files.ts';

const root = join(import.meta.dirname, '..');
const spelled = { sr: 'dictionary-sr' } as const;

const written = offeredLanguages.filter((language) => !about(language).derivedFrom);
const problems = (await Promise.all([checkUsage(), ...written.map(checkLanguage)])).flat();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`Words: ${written.join(', ')} complete.`);

async function checkLanguage(language: Language): Promise<string[]> {
  const isKnown = language in spelled ? await openDictionary(language as keyof typeof spelled) : undefined;
  const files = await Promise.all(wordFiles.map((file) => checkFile(language, file, isKnown)));
  return [...(await strangers(language)), ...files.flat()];
}

async function checkFile(language: Language, file: (typeof wordFiles)[number], isKnown?: (word: string) => boolean) {
  const [english, own] = await Promise.all([readSource(sourceLanguage, file), readSource(language, file)]);
  const problems = fileProblems(language, english, own);
  for (const [key, text] of Object.entries(own)) {
    if (!isKnown || messageProblems(language, text).length > 0) continue;
    const shown = literals(parseMessage(text)).join('\n');
    for (const word of strayLatin(shown)) problems.push(`"${key}" has Latin letters in "${word}": type it in Cyrillic`);
    for (const word of unknownWords(shown, isKnown))
      problems.push(`"${key}" has "${word}", which no dictionary knows: mend it or add it to dictionary.txt`);
  }
  return problems.map((problem) => `words/${language}/${file}.json: ${problem}`);
}

/** Files in a language's folder that nothing would read. */
async function strangers(language: Language): Promise<string[]> {
  const known = ['dictionary.txt', ...wordFiles.map((file) => `${file}.json`)];
  const found = await readdir(join(root, 'words', language));
  return found
    .filter((name) => !known.includes(name))
    .map((name) => `words/${language}/${name}: is no word file: rename or remove it`);
}

async function openDictionary(language: keyof typeof spelled): Promise<(word: string) => boolean> {
  const { resolve } = createRequire(import.meta.url);
  const [affixes, words, own] = await Promise.all([
    readFile(resolve(`${spelled[language]}/index.aff`)),
    readFile(resolve(`${spelled[language]}/index.dic`)),
    readFile(join(root, 'words', language, 'dictionary.txt'), 'utf8'),
  ]);
  const dictionary = nspell(affixes, words).personal(own);
  return (word) => dictionary.correct(word);
}

async function checkUsage(): Promise<string[]> {
  const paths = (await readdir(join(root, 'src'), { recursive: true })).filter(isCode).map((path) => `src/${path}`);
  const uses = await Promise.all(paths.map(async (path) => keysUsed(path, await readFile(join(root, path), 'utf8'))));
  const sources = await Promise.all(
    wordFiles.map(async (file) => ({ file, source: await readSource(sourceLanguage, file) })),
  );
  const keys = sources.flatMap(({ file, source }) => Object.keys(source).map((key) => `${file}.${key}`));
  return usageProblems(keys, uses.flat());
}

/** Pages and modules that a person may meet. In `server/` folders the same form is that of a column: `network.name`. */
function isCode(path: string): boolean {
  return /\.(ts|svelte)$/.test(path) && !/\.(test|generated)\.ts$|(^|\/)server\//.test(path);
}
