import { toLatin } from './transliterate.ts';

/**
 * The form in which texts are compared in a search: one script, no capitals, no diacritics, so that "Шабац", "Šabac"
 * and "sabac" are the same. Whoever stores it must fold what is looked for with the same function.
 *
 * The letter đ is written dj where a keyboard lacks it, so both fold to "dj" ("Ђорђе" = "Đorđe" = "Djordje"); a plain
 * d would find neither. The Macedonian ѓ and ќ are ǵ and ḱ in the standard but gj and kj in passports, and fold to the
 * latter; ѕ and џ fold to "dz". The price: "одјек" and "ођек" fold alike, which a search can bear.
 */
export const fold = (text: string): string =>
  toLatin(text)
    .toLowerCase()
    .replaceAll('đ', 'dj')
    .replaceAll('ǵ', 'gj')
    .replaceAll('ḱ', 'kj')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
