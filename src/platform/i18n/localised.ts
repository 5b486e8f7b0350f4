import { about, sourceLanguage, type Language } from './languages.ts';
import { toLatin } from './transliterate.ts';

/** The language in which `textIn` answers, where it is not the one asked for: what stands in it is marked as such. */
export function foreignTo(language: Language, text: Readonly<Record<string, string>>): string | undefined {
  const { derivedFrom } = about(language);
  if (text[language] || (derivedFrom && text[derivedFrom])) return undefined;
  return text[sourceLanguage] ? sourceLanguage : Object.keys(text).find((key) => text[key]);
}

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
