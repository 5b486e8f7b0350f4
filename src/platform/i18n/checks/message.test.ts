import { describe, expect, test } from 'vitest';
import { fileProblems } from './file.ts';
import { argumentProblems, messageProblems } from './message.ts';

describe('a message by itself', () => {
  test.each([
    "Plain words, even with <b> and a lone apostrophe: it’s fine, isn't it",
    '{n, plural, one {# session} other {# sessions}}',
    '{n, plural, =0 {none} one {one} other {#}}',
    'Number #1 of {s, select, a {#2} other {}}',
    '{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}',
    '{sex, select, woman {{n, plural, one {# woman} other {# women}}} other {{n, number}}}',
  ])('may be %j', (text) => expect(messageProblems('en', text)).toEqual([]));

  test.each([
    [' ', 'is empty'],
    ['{n', 'cannot be read'],
    ['{n, plural, one {#}}', 'cannot be read'],
    ['{n, plural, other {#}}', 'plural forms other for n, but en needs one, other'],
    ['{n, plural, one {#} few {#} other {#}}', 'plural forms few, one, other for n, but en needs one, other'],
    ['{x, plural, one {} other {}} {x, select, other {}}', 'as a number and as a choice'],
    ['{d, date, long}', 'formats d as a date'],
    ['{d, time}', 'formats d as a date'],
    ['{n, number, percent}', 'gives n a style'],
    ['{n, plural, one {a} other {{s, select, other {#}}}}', 'has # in a choice'],
  ])('may not be %j', (text, problem) => {
    const problems = messageProblems('en', text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test('needs the plural forms of its language', () => {
    expect(messageProblems('sr', '{n, plural, one {#} other {#}}')[0]).toContain('sr needs few, one, other');
    expect(messageProblems('mk', '{n, plural, one {#} other {#}}')).toEqual([]);
    expect(messageProblems('sq', '{n, plural, one {#} few {#} other {#}}')[0]).toContain('sq needs one, other');
  });
});

describe('a translation beside the English message', () => {
  test('has the same arguments in any order, with the same choices', () =>
    expect(
      argumentProblems('{n, number} {s, select, a {x} other {y}}', '{s, select, other {у} a {х}} {n, number}'),
    ).toEqual([]));

  test.each([
    ['{name}', '{име}'],
    ['{name}', 'Без имена'],
    ['Nothing', '{name}'],
    ['{s, select, a {} other {}}', '{s, select, b {} other {}}'],
    ['{n}', '{n, number}'],
  ])('has not: %j, %j', (english, translation) => expect(argumentProblems(english, translation)).toHaveLength(1));
});

test('a file has exactly the English keys, each message in order', () => {
  const english = { a: 'One', b: 'Two {x}', c: 'Three' };
  expect(fileProblems('sr', english, { a: 'Један', b: 'Два {x}', c: 'Три' })).toEqual([]);
  expect(fileProblems('sr', english, { a: '', b: 'Два', d: 'Четири' })).toEqual([
    '"c" is missing: translate "Three"',
    '"a" is empty: write the message or remove the key',
    '"b" has the arguments (none), but the English message has x: string',
    '"d" is not among the English keys: remove it or add it there',
  ]);
});
