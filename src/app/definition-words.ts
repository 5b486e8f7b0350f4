import type { DefinitionWords, FigureDefinition } from '#domains/training/reach/types.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { textIn } from '#platform/i18n/localised.ts';

/** What a figure is called and what counts, in a language; where nobody wrote it in that, as names are. */
export function wordsIn(language: Language, words: FigureDefinition['words']): DefinitionWords {
  const each = (part: keyof DefinitionWords) =>
    Object.fromEntries(Object.entries(words).map(([key, said]) => [key, said[part]]));
  return { name: textIn(language, each('name')), rule: textIn(language, each('rule')) };
}
