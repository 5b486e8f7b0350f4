import { expect, test } from 'vitest';
import { foreignTo, textIn } from './localised.ts';

test('a text comes in the language asked for, or the nearest that was written', () => {
  const text = { en: 'Unit', sr: 'Јединица', mk: 'Единица' };
  expect(textIn('sr', text)).toBe('Јединица');
  expect(textIn('sr-Latn', text)).toBe('Jedinica');
  expect(textIn('sr-Latn', { ...text, 'sr-Latn': 'Cjelina' })).toBe('Cjelina');
  expect(textIn('hr', text)).toBe('Unit');
  expect(textIn('hr', { mk: 'Единица' })).toBe('Единица');
  expect(textIn('en', {})).toBe('');
});

test('a text that is not in the language asked for says in which it is', () => {
  expect(foreignTo('sr', { en: 'Gender' })).toBe('en');
  expect(foreignTo('sr-Latn', { sr: 'Род', en: 'Gender' })).toBeUndefined();
  expect(foreignTo('en', { sr: 'Род' })).toBe('sr');
  expect(foreignTo('en', { en: 'Gender' })).toBeUndefined();
});
