import { expect, test } from 'vitest';
import { argumentTypes, declareKeys } from './argument-types.ts';
import { parseMessage } from './compile-words.ts';

test('arguments are typed by how a message uses them', () => {
  const messages = {
    'a.plain': 'Nothing',
    'a.text': 'For {name}, {name}',
    'a.count': '{n, plural, =0 {none of {all, number}} other {# of {all}}}',
    'a.choice': '{sex, select, woman {{title}} other {}}',
  };
  const parsed = new Map(Object.entries(messages).map(([key, text]) => [key, parseMessage(text)]));
  expect(declareKeys(parsed).split('\n').slice(2, -2)).toEqual([
    "  'a.plain': {};",
    "  'a.text': { name: string };",
    "  'a.count': { n: number; all: number };",
    "  'a.choice': { sex: 'woman' | 'other'; title: string };",
  ]);
});

test('an argument cannot be counted and told apart', () =>
  expect(() => argumentTypes(parseMessage('{x, plural, other {}} {x, select, other {}}'))).toThrow('argument x'));
