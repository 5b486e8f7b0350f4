import { expect, test } from 'vitest';
import { computeShare, disagreesWithItself } from './shares.ts';

test('a share is computed, or there is none', () => {
  expect(computeShare(106, 8482)).toBeCloseTo(1.2497, 4);
  expect(computeShare(0, 10)).toBe(0);
  expect(computeShare(null, 10)).toBeNull();
  expect(computeShare(1, null)).toBeNull();
  expect(computeShare(0, 0)).toBeNull();
});

test.each([
  [106, 8482, 4.2, true],
  [341, 1747, 19.5, false],
  [348, 2337, 14.9, false],
  [561, 1578, 35.6, false],
  [561, 1578, 35.5, true],
  [100, 232, 43.1, false],
  [1, 8, 12.5, false],
  [1, 8, 12, false],
  [1, 8, 13, false],
  [1, 8, 12.4, true],
  [0, 8, 0, false],
  [120, null, 6.7, false],
  [null, 100, 6.7, false],
  [12, 100, null, false],
  [0, 0, 5, false],
])('%s of %s published as %s %%: %s', (women, total, percent, disagrees) => {
  expect(disagreesWithItself({ women, total, percent })).toBe(disagrees);
});
