import { expect, test } from 'vitest';
import { textIn } from './localised.ts';

test('a text comes in the language asked for, or the nearest that was written', () => {
  const text = { en: 'Unit', sr: 'Јединица', mk: 'Единица' };
  expect(textIn('sr', text)).toBe('Јединица');
  expect(textIn('sr-Latn', text)).toBe('Jedinica');
  expect(textIn('sr-Latn', { ...text, 'sr-Latn': 'Cjelina' })).toBe('Cjelina');
  expect(textIn('hr', text)).toBe('Unit');
  expect(textIn('hr', { mk: 'Единица' })).toBe('Единица');
  expect(textIn('en', {})).toBe('');
});
