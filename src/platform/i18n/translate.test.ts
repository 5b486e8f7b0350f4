import { describe, expect, test } from 'vitest';
import { compiledInLatin, compileWords } from './compile-words.ts';
import type { Language } from './languages.ts';
import { loadWords } from './load-words.ts';
import { createTranslate, followTranslate, type Translate } from './translate.ts';

type Say = (key: string, values?: Record<string, string | number>) => string;

/** A translation of made-up messages, whose keys are not among those of the product. */
const speaking = (language: Language, messages: Record<string, string>): Say =>
  createTranslate(language, { shell: compileWords(messages) }) as unknown as Say;

describe('messages', () => {
  test('stay as they are written where nothing is to be filled in', () =>
    expect(speaking('en', { a: "It's <b>plain</b> & simple" })('shell.a')).toBe("It's <b>plain</b> & simple"));

  test('follow the plural forms of the language', () => {
    const english = speaking('en', { n: '{n, plural, one {# session} other {# sessions}}' });
    expect([1, 2, 4700].map((n) => english('shell.n', { n }))).toEqual(['1 session', '2 sessions', '4,700 sessions']);
    const serbian = speaking('sr', { n: '{n, plural, one {# обука} few {# обуке} other {# обука}}' });
    expect([1, 2, 5, 21, 4702].map((n) => serbian('shell.n', { n }))).toEqual([
      '1 обука',
      '2 обуке',
      '5 обука',
      '21 обука',
      '4.702 обуке',
    ]);
  });

  test('tell a woman from a man and from whom they do not know', () => {
    const say = speaking('en', { who: '{sex, select, woman {she} man {he} other {they}}' });
    expect(['woman', 'man', 'other'].map((sex) => say('shell.who', { sex }))).toEqual(['she', 'he', 'they']);
  });

  test('print a number as a number and a text as it is', () => {
    const say = speaking('en', { both: '{count, number} in {year}' });
    expect(say('shell.both', { count: 4700, year: '2016' })).toBe('4,700 in 2016');
  });

  test('in Latin letters keep arguments, plural forms and select keys', () => {
    const cyrillic = compileWords({
      m: '{пол, select, жена {{n, plural, one {# жена} few {# жене} other {# жена}}} other {Њој}}',
    });
    const say = createTranslate('sr-Latn', { shell: compiledInLatin(cyrillic) }) as unknown as Say;
    expect(say('shell.m', { пол: 'жена', n: 3 })).toBe('3 žene');
    expect(say('shell.m', { пол: 'x', n: 3 })).toBe('Njoj');
  });

  test('whose file was not loaded name the key and the reason', () => {
    expect(() => speaking('en', {})('reach.title')).toThrow('"reach.title": its file was not given');
    expect(() => speaking('en', {})('shell.nothing')).toThrow('"shell.nothing": the file lacks the key');
  });
});

describe('words of the product', () => {
  test('come in every language and script', async () => {
    const home = async (language: Language) =>
      createTranslate(language, await loadWords(language, ['shell']))('shell.menu.home');
    expect([await home('en'), await home('sr'), await home('sr-Latn')]).toEqual(['Home', 'Почетна', 'Početna']);
  });

  test('explain a refusal by its name, and anything else as a fault of ours', async () => {
    const t = createTranslate('en', await loadWords('en', ['refusal']));
    expect(t.refusal({ name: 'SignInNeeded', args: {} })).toBe('Sign in to see this page.');
    expect(t.refusal({ name: 'toString', args: {} })).toBe(t('refusal.Unforeseen'));
  });

  test('do not compile with a key that does not exist or an argument that is missing', async () => {
    const t = createTranslate('en', await loadWords('en', ['shell', 'refusal']));
    // @ts-expect-error There is no such key.
    expect(() => t('shell.unknown')).toThrow();
    // @ts-expect-error The message needs the number of the request.
    expect(() => t('shell.failed.requestId')).toThrow();
    // @ts-expect-error The argument has another name.
    expect(() => t('shell.failed.requestId', { number: 'x' })).toThrow();
    // @ts-expect-error The argument is a text.
    expect(t('shell.failed.requestId', { id: 7 })).toContain('7');
    expect(t(`shell.theme.${'light' as 'light' | 'dark'}`)).toBe('Light');
  });
});

test('a translation that follows another speaks its language, also after a change', async () => {
  let current: Translate = createTranslate('en', await loadWords('en', ['shell']));
  const t = followTranslate(() => current);
  const said = () => [t.language, t('shell.menu.home'), t.number(4700)];
  expect(said()).toEqual(['en', 'Home', '4,700']);
  current = createTranslate('sr', await loadWords('sr', ['shell']));
  expect(said()).toEqual(['sr', 'Почетна', '4.700']);
});
