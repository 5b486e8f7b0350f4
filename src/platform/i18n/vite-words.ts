import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { about, offeredLanguages, sourceLanguage, type Language } from './languages.ts';
import { wordFiles, type WordFile } from './messages.ts';
import { prepare, sourcePath } from './word-files.ts';
import { writeKeys } from './write-keys.ts';

const fromFolder = fileURLToPath(new URL('word-files.ts', import.meta.url));
const prefix = 'virtual:words/';
const parser = '@formatjs/icu-messageformat-parser';

/**
 * Gives the bundle its words: one small module for each language and word file, fetched when it is asked for, with
 * messages already parsed, so that the parser of ICU messages never leaves the workshop.
 */
export function wordsPlugin(): Plugin {
  return {
    name: 'kaskada-words',
    enforce: 'pre',
    buildStart: writeKeys,
    async resolveId(source, importer) {
      if (source.startsWith(prefix)) return `\0${source}`;
      // What FormatJS offers to those who bring parsed messages; it has no import path of its own in the formatter.
      if (source === parser && importer?.includes('intl-messageformat'))
        return this.resolve(`${parser}/no-parser.js`, importer);
      return null;
    },
    async load(id) {
      if (id === fromFolder) {
        const { name, mode } = this.environment;
        return name === 'client' && mode === 'build' ? folderOfFiles((file) => this.emitFile(file)) : listOfModules();
      }
      if (!id.startsWith(`\0${prefix}`)) return null;
      const [language, file] = id.slice(prefix.length + 1).split('/') as [Language, WordFile];
      for (const from of [sourceLanguage, about(language).derivedFrom ?? language])
        this.addWatchFile(fileURLToPath(sourcePath(from, file)));
      return `export default ${JSON.stringify(await prepare(language, file))}`;
    },
    async watchChange(path) {
      if (path.includes(`/words/${sourceLanguage}/`)) await writeKeys();
    },
  };
}

type Emit = (file: { type: 'asset'; fileName: string; source: string }) => unknown;

/**
 * For browsers: files whose address says what they hold, in a folder named after all that they hold, so that no page has
 * to carry a list of them. It stands beside the folder of the module that asks.
 */
async function folderOfFiles(emit: Emit): Promise<string> {
  const sources = await Promise.all(
    offeredLanguages.flatMap((language) =>
      wordFiles.map(async (file) => {
        const words = JSON.stringify(await prepare(language, file));
        return { name: `${language}/${file}.js`, source: `export default ${words}` };
      }),
    ),
  );
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('base64url').slice(0, 8);
  for (const { name, source } of sources)
    emit({ type: 'asset', fileName: `_app/immutable/words/${hash}/${name}`, source });
  return [
    'export const wordFile = async (language, file) =>',
    `  (await import(/* @vite-ignore */ \`../words/${hash}/\${language}/\${file}.js\`)).default;`,
  ].join('\n');
}

/** A module that stands in for `word-files.ts` and knows where each prepared file is. */
function listOfModules(): string {
  const names = offeredLanguages.flatMap((language) => wordFiles.map((file) => `${language}/${file}`));
  const modules = names.map((name) => `'${name}': () => import('${prefix}${name}')`);
  return [
    `const modules = {\n${modules.join(',\n')}\n};`,
    "export const wordFile = async (language, file) => (await modules[language + '/' + file]()).default;",
  ].join('\n');
}
