import { expect, test } from 'vitest';
import { strayLatin, unknownWords } from './spelling.ts';

test('a Latin letter in a Cyrillic word is found, and a Latin word that looks Cyrillic', () => {
  expect(strayLatin('Обука за тренере, DCAF, e-mail и PDF-а')).toEqual([]);
  expect(strayLatin('Oбука зa тренере a још')).toEqual(['Oбука', 'зa', 'a']);
});

test('unknown Cyrillic words are found, Latin names are not looked up', () => {
  const known = new Set(['обука', 'за']);
  expect(unknownWords('обука за тенере DCAF и-обука PDF-а, 12', (word) => known.has(word))).toEqual(['тенере', 'и']);
});
