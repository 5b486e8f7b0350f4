import { describe, expect, test } from 'vitest';
import { spellNumber, spellPlace } from './number-words.ts';

const upTo99 = Array.from({ length: 99 }, (_, at) => at + 1);

describe('numbers in words', () => {
  test.each([
    ['en', 1, 'one'],
    ['en', 13, 'thirteen'],
    ['en', 26, 'twenty-six'],
    ['en', 40, 'forty'],
    ['en', 99, 'ninety-nine'],
    ['sr', 14, 'четрнаест'],
    ['sr', 26, 'двадесет шест'],
    ['sr', 60, 'шездесет'],
    ['sr-Latn', 26, 'dvadeset šest'],
    ['sr-Latn', 19, 'devetnaest'],
  ])('in %s, %i is "%s"', (language, n, said) => expect(spellNumber(language, n)).toBe(said));

  test.each([
    [1, 'један', 'једна', 'једно'],
    [2, 'два', 'две', 'два'],
    [5, 'пет', 'пет', 'пет'],
    [12, 'дванаест', 'дванаест', 'дванаест'],
    [21, 'двадесет један', 'двадесет једна', 'двадесет једно'],
    [42, 'четрдесет два', 'четрдесет две', 'четрдесет два'],
  ])('Serbian %i follows the noun', (n, masculine, feminine, neuter) =>
    expect((['masculine', 'feminine', 'neuter'] as const).map((gender) => spellNumber('sr', n, gender))).toEqual([
      masculine,
      feminine,
      neuter,
    ]),
  );

  test.each([
    ['en', 1, 'first'],
    ['en', 5, 'fifth'],
    ['en', 12, 'twelfth'],
    ['en', 21, 'twenty-first'],
    ['en', 30, 'thirtieth'],
    ['sr', 5, 'пети'],
    ['sr', 8, 'осми'],
    ['sr', 22, 'двадесет други'],
    ['sr', 70, 'седамдесети'],
    ['sr-Latn', 5, 'peti'],
  ])('in %s, the place of number %i is "%s"', (language, n, said) => expect(spellPlace(language, n)).toBe(said));

  test.each(['en', 'sr', 'sr-Latn'])('in %s no two have the same words, and none lacks them', (language) => {
    const said = [...upTo99.map((n) => spellNumber(language, n)), ...upTo99.map((n) => spellPlace(language, n))];
    expect(said).not.toContain(null);
    expect(said.filter((words) => /undefined/.test(words!))).toEqual([]);
    expect(new Set(said).size).toBe(2 * upTo99.length);
  });

  test('what is above, between or in another language is left to digits', () => {
    for (const n of [0, 100, 4700, 2.5, -3])
      expect([spellNumber('en', n), spellPlace('sr', n)], String(n)).toEqual([null, null]);
    expect([spellNumber('mk', 5), spellPlace('hr', 5)]).toEqual([null, null]);
  });
});
