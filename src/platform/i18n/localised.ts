import { about, sourceLanguage, type Language } from './languages.ts';
import { toLatin } from './transliterate.ts';

/**
 * A text that people wrote in one or more languages (the name of an institution, the title of a unit), in a language;
 * where it was not written, the one it can be transliterated from, then English, then whichever there is. Empty only
 * where nothing was written at all.
 */
export function textIn(language: Language, text: Readonly<Record<string, string>>): string {
  const own = text[language];
  if (own) return own;
  const { derivedFrom } = about(language);
  const original = derivedFrom && text[derivedFrom];
  return original ? toLatin(original) : text[sourceLanguage] || Object.values(text).find(Boolean) || '';
}
