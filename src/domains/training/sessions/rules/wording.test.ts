import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { offeredLanguages } from '#platform/i18n/languages.ts';
import { countFields } from './form.ts';
import { reckon } from './reckoning.ts';
import { sayContradiction, sayCount, sayNumber } from './wording.ts';

const files = ['sessions', 'recording'] as const;
const languages = await Promise.all(
  offeredLanguages.map(async (language) => createTranslate(language, await loadWords(language, files))),
);
const t = createTranslate('en', await loadWords('en', files));
const say = (counts: Parameters<typeof reckon>[0]) => sayCount(t, reckon(counts).margins);

describe('what follows from a head-count', () => {
  test.each([
    ['10 women of 12', { 'count.all.all': '12', 'count.woman.all': '10' }, 'people: 10 women, 2 men or not recorded'],
    ['men alone', { 'count.all.all': '12', 'count.man.all': '12' }, 'people: 12 men, 0 women or not recorded'],
    ['12 women of 10', { 'count.all.all': '10', 'count.woman.all': '12' }, 'people'],
    ['12 men of 10', { 'count.all.all': '10', 'count.man.all': '12' }, 'people'],
    ['12 women and 9 men of 10', { 'count.all.all': '10', 'count.woman.all': '12', 'count.man.all': '9' },
      'people: 12 women, 9 men'],
    ['nothing', {}, 'No head-count recorded yet.'],
  ] as const)('%s', (_, counts, said) => expect(say(counts)).toBe(said)); // prettier-ignore

  test('never holds a number below 0, whatever was typed', () => {
    const typed = fc.oneof(fc.integer({ min: -20, max: 20 }).map(String), fc.constantFrom('', 'x', '−3', '2.5'));
    const counts = fc.uniqueArray(fc.tuple(fc.constantFrom(...countFields), typed), {
      selector: ([name]) => name,
      maxLength: 6,
    });
    fc.assert(
      fc.property(counts, (boxes) => {
        const { margins, contradictions } = reckon(Object.fromEntries(boxes));
        for (const translate of languages)
          for (const text of [
            sayCount(translate, margins),
            ...contradictions.map((contradiction) => sayContradiction(translate, contradiction)),
            ...Object.values(margins).map((n) => sayNumber(translate, n)),
          ])
            expect(text).not.toMatch(/[-−–‑]\s?\d/);
      }),
      { numRuns: 500 },
    );
  });
});
