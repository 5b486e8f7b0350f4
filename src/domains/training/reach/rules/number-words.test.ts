import { describe, expect, test } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { spellNumber, spellPlace } from './number-words.ts';

const languages = ['en', 'sr', 'sr-Latn'] as const;
const speaking = new Map(
  await Promise.all(
    languages.map(
      async (language) => [language, createTranslate(language, await loadWords(language, ['news']))] as const,
    ),
  ),
);
const translate = (language: (typeof languages)[number]) => speaking.get(language)!;

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
  ] as const)('in %s, %i is "%s"', (language, n, said) =>
    expect(spellNumber(translate(language), n, 'masculine')).toBe(said),
  );

  test.each([
    [1, 'један', 'једна', 'једно'],
    [2, 'два', 'две', 'два'],
    [5, 'пет', 'пет', 'пет'],
    [12, 'дванаест', 'дванаест', 'дванаест'],
    [21, 'двадесет један', 'двадесет једна', 'двадесет једно'],
    [42, 'четрдесет два', 'четрдесет две', 'четрдесет два'],
  ])('Serbian %i follows the noun', (n, masculine, feminine, neuter) =>
    expect(
      (['masculine', 'feminine', 'neuter'] as const).map((gender) => spellNumber(translate('sr'), n, gender)),
    ).toEqual([masculine, feminine, neuter]),
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
  ] as const)('in %s, the place of number %i is "%s"', (language, n, said) =>
    expect(spellPlace(translate(language), n)).toBe(said),
  );

  test.each(languages)('in %s no two have the same words, and none lacks them', (language) => {
    const t = translate(language);
    const said = upTo99.flatMap((n) => [spellNumber(t, n, 'masculine'), spellPlace(t, n)]);
    expect(said.filter((words) => /\d|undefined/.test(words))).toEqual([]);
    expect(new Set(said).size).toBe(2 * upTo99.length);
  });

  test('beyond 99 they are digits', () => {
    const [english, serbian] = [translate('en'), translate('sr')];
    expect([0, 100, 4700].map((n) => spellNumber(english, n, 'feminine'))).toEqual(['0', '100', '4,700']);
    expect([101, 112, 123].map((n) => spellPlace(english, n))).toEqual(['101st', '112th', '123rd']);
    expect([spellNumber(serbian, 4700, 'neuter'), spellPlace(serbian, 105)]).toEqual(['4.700', '105.']);
  });
});
