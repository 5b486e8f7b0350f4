import { loadWords } from '#platform/i18n/load-words.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import type { Refusal } from '#shared/refusal.ts';

/** What a refusal says to the person who is refused. Said here, so that a page need not bring the words of them all. */
export async function sayRefusal(language: Language, refusal: Pick<Refusal, 'name' | 'args'>): Promise<string> {
  return createTranslate(language, await loadWords(language, ['refusal'])).refusal(refusal);
}
