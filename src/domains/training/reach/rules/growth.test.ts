import { expect, test } from 'vitest';
import type { FigureRow } from './figure.ts';
import { growOver } from './growth.ts';
import type { ShownTotal } from './shown.ts';

const year = (key: number, total: ShownTotal, women: number | null = 0): FigureRow<number> => ({
  key,
  sessions: 1,
  uncountedSessions: 0,
  heldSessions: 0,
  shared: { sessions: 0, attendances: 0 },
  shown: { total, bySex: { women, men: 0, notRecorded: 0, withheld: 0 }, byStatus: 'withheld' },
});

test('a year without records stands in the line as such', () => {
  expect(growOver([year(2014, 10), year(2016, 20)])).toEqual([
    { year: 2014, sessions: 1, inYear: 10, soFar: 10 },
    { year: 2015, sessions: 0, inYear: 0, soFar: 10 },
    { year: 2016, sessions: 1, inYear: 20, soFar: 30 },
  ]);
});

test('from a withheld year on, nothing can be said of the sum', () => {
  const grown = growOver([year(2014, 10), year(2015, 'withheld'), year(2016, 20)]);
  expect(grown.map(({ soFar }) => soFar)).toEqual([10, null, null]);
});

test('of an audience, only what was recorded of it grows', () => {
  const grown = growOver([year(2014, 10, 4), year(2015, 90, null)], 'women');
  expect(grown.map(({ inYear, soFar }) => [inYear, soFar])).toEqual([
    [4, 4],
    [null, 4],
  ]);
  expect(growOver([year(2014, 10)], 'military')[0]).toMatchObject({ inYear: 'withheld', soFar: null });
});

test('without records, nothing grows', () => {
  expect(growOver([])).toEqual([]);
});
