import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { about, isOffered, offeredLanguages, preferredLanguage } from './languages.ts';

test('every language that is offered has words, and every language that has words is offered', async () => {
  const folders = await readdir(new URL('../../../words/', import.meta.url));
  const written = offeredLanguages.filter((language) => !about(language).derivedFrom);
  expect(folders.sort()).toEqual([...written].sort());
});

test.each([
  [null, 'en'],
  ['', 'en'],
  ['de-AT', 'en'],
  ['sr', 'sr'],
  ['sr-RS,sr;q=0.9,en;q=0.8', 'sr'],
  ['sr-Latn-ME', 'sr-Latn'],
  ['SR-LATN', 'sr-Latn'],
  ['en;q=0.5, sr;q=0.7', 'sr'],
  ['sr;q=0, en-US', 'en'],
  ['hr, bs;q=0.9', 'en'],
  ['*;q=0.1, ;;;,q=', 'en'],
])('a browser that asks for %j gets %s', (header, language) => expect(preferredLanguage(header)).toBe(language));

test('only a known code is a language', () => {
  expect(isOffered('sr-Latn')).toBe(true);
  expect(isOffered('toString')).toBe(false);
  expect(isOffered(undefined)).toBe(false);
});
