import { listCountryNames } from '#domains/network/server/queries.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { textIn } from '#platform/i18n/localised.ts';
import type { WordFile } from '#platform/i18n/messages.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';

/** Words for an answer that is no page (a search, a download): in the visitor's language, by the network's names. */
export async function translateFor(
  { ask, language }: Pick<App.Locals, 'ask' | 'language'>,
  files: readonly WordFile[],
): Promise<Translate> {
  const names = await ask(listCountryNames);
  const countryNames = Object.fromEntries(names.map(({ countryCode, name }) => [countryCode, textIn(language, name)]));
  return createTranslate(language, await loadWords(language, files), { countryNames });
}
