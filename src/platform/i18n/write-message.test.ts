import { formatToParts } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { argumentTypes } from './argument-types.ts';
import { compileWords, parseMessage } from './compile-words.ts';
import { numberFormat, pluralRules } from './formats.ts';
import { about, type Language } from './languages.ts';
import { wordFiles } from './messages.ts';
import { readSource } from './word-files.ts';
import { writeMessage, type Values } from './write-message.ts';

const formatters = {
  getNumberFormat: (locale?: string | string[]) => numberFormat(String(locale)),
  getPluralRules: (locale?: string | string[], options?: Intl.PluralRulesOptions) =>
    pluralRules(String(locale), options),
  getDateTimeFormat: () => {
    throw new Error('No message formats a date.');
  },
};

/** The same message as FormatJS, the reference implementation of ICU MessageFormat for JavaScript, writes it. */
const reference = (locale: string, text: string, values: Values): string =>
  formatToParts(parseMessage(text), locale, formatters, { number: {}, date: {}, time: {} }, { ...values })
    .map(({ value }) => value)
    .join('');

const written = (locale: string, text: string, values: Values): string =>
  writeMessage(locale, compileWords({ text }).text!, values);

/** Values for a message: every choice that it knows and one that it does not, numbers of every plural form. */
function* valuesFor(text: string): Generator<Values> {
  const types = [...argumentTypes(parseMessage(text))];
  const most = Math.max(1, ...types.map(([, type]) => (typeof type === 'string' ? 8 : type.length + 1)));
  for (let turn = 0; turn < most; turn += 1)
    yield Object.fromEntries(
      types.map(([name, type]) => {
        if (typeof type !== 'string') return [name, [...type, 'unknown'][turn % (type.length + 1)]!];
        return [name, type === 'number' ? [0, 1, 2, 3, 5, 21, 1234.5, 4702][turn % 8]! : `text ${turn}`];
      }),
    );
}

describe('a message is written as FormatJS writes it', () => {
  test.each<Language>(['en', 'sr'])('every one of the product, in %s', async (language) => {
    const { locale } = about(language);
    let compared = 0;
    for (const file of wordFiles)
      for (const [key, text] of Object.entries(await readSource(language, file)))
        for (const values of valuesFor(text)) {
          expect(written(locale, text, values), `${file}.${key}`).toBe(reference(locale, text, values));
          compared += 1;
        }
    expect(compared).toBeGreaterThan(500);
  });

  test.each([
    '{n, plural, =0 {none} =2 {a pair} one {# one} other {# of them}}',
    '{n, plural, offset:1 =0 {nobody} one {you and # other} other {you and # others}}',
    '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
    '{who, select, a {{n, plural, one {# a} other {# as}}} other {{n, number} of {m}}}',
    "'{'not a place'}' and it''s {m}",
  ])('%s', (text) => {
    for (const n of [0, 1, 2, 3, 4, 11, 21, 22, 1000])
      for (const who of ['a', 'toString']) {
        const values = { n, m: 'x', who };
        expect(written('en', text, values)).toBe(reference('en', text, values));
      }
  });

  test('and one whose value is missing is refused', () => {
    expect(() => written('en', '{n, number}', {})).toThrow('needs a value for "n"');
    expect(() => reference('en', '{n, number}', {})).toThrow();
  });
});
