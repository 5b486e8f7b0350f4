import type { Translate } from '#platform/i18n/translate.ts';

/*
 * `Intl` has the digits and the plural forms of a language but not its number words, so those up to 99, which a text for
 * readers spells out, stand among the words of the language. docs/decisions/writer.md has what else was looked at.
 */

/** The gender of the noun that a number counts, where its word follows it. */
export type Gender = 'feminine' | 'masculine' | 'neuter';

/** A whole number from 1 to 99 in words, in the nominative: "twenty-six". Any other number in digits. */
export function spellNumber(t: Translate, n: number, gender: Gender): string {
  if (!isSpelled(n)) return t.number(n);
  const small = t('news.numbers.small', { gender: gender === 'masculine' ? 'other' : gender }).split(' ');
  return n < 20 ? small[n - 1]! : withTens(t, n, small, wordsOf(t, 'tens'));
}

/** Which one of a row it is, as one says "the fifth time". From 100 on in digits. */
export function spellPlace(t: Translate, n: number): string {
  if (!isSpelled(n)) return t('news.place', { n });
  const places = wordsOf(t, 'places');
  return n < 20 ? places[n - 1]! : withTens(t, n, places, wordsOf(t, 'placesOfTens'));
}

const isSpelled = (n: number): boolean => Number.isInteger(n) && n >= 1 && n <= 99;

const wordsOf = (t: Translate, list: 'tens' | 'places' | 'placesOfTens'): string[] =>
  t(`news.numbers.${list}`).split(' ');

function withTens(t: Translate, n: number, ones: readonly string[], round: readonly string[]): string {
  const at = Math.floor(n / 10) - 2;
  if (n % 10 === 0) return round[at]!;
  return t('news.numbers.both', { ten: wordsOf(t, 'tens')[at]!, one: ones[(n % 10) - 1]! });
}
