/** Letters that look alike in both scripts: a word of these alone may be in the wrong one. */
const alike = /^[aceopxjsyABCEHIJKMOPSTXY]+$/;
const latin = /\p{Script=Latin}/u;
const cyrillic = /\p{Script=Cyrillic}/u;

/** Words, those with hyphens as one: `e-mail`, `PDF-а`. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*/gu) ?? [];
const isMixed = (part: string): boolean => latin.test(part) && cyrillic.test(part);

/** Words of a Cyrillic text that have a Latin letter among the Cyrillic ones, or Latin letters that only look Cyrillic. */
export const strayLatin = (text: string): string[] =>
  wordsOf(text).filter((word) => word.split('-').some(isMixed) || alike.test(word));

/** Words of a Cyrillic text that a dictionary does not know. Latin words (names, abbreviations) are left alone. */
export const unknownWords = (text: string, isKnown: (word: string) => boolean): string[] =>
  wordsOf(text)
    .filter((word) => !latin.test(word))
    .flatMap((word) => word.split('-'))
    .filter((part) => !isKnown(part));
