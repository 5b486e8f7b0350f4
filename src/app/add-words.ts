import { loadWords } from '#platform/i18n/load-words.ts';
import type { Language } from '#platform/i18n/languages.ts';
import type { WordFile, Words } from '#platform/i18n/messages.ts';

/** The words of the layouts around a page, and those of the page's own files. For a layout's or page's `load`. */
export async function addWords(
  parent: () => Promise<{ language: Language; words: Words }>,
  files: readonly WordFile[],
): Promise<{ words: Words }> {
  const { language, words } = await parent();
  return { words: { ...words, ...(await loadWords(language, files)) } };
}
