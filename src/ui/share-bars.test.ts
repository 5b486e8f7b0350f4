import { expect, test } from 'vitest';
import { scaleShares } from './share-bars.ts';

const group = (...shares: [number | null, number | null][]) => ({
  bars: shares.map(([computed, stated]) => ({ computed, stated })),
});

test('all bars are to one scale that begins at nothing, and what is stated is on it too', () => {
  const { across, ticks } = scaleShares([group([20, null]), group([1.25, 4.2], [null, 40])]);
  expect(across(40)).toBe(2 * across(20));
  expect(across(0)).toBe(0);
  expect(across(4.2)).toBeGreaterThan(across(1.25));
  expect(ticks.map(({ at }) => at)).toEqual([0, 10, 20, 30, 40]);
});

test('no bar leaves the picture, however large or small the shares are', () => {
  for (const share of [0, 0.01, 10, 55.3, 99.9, 100]) {
    const { across, ticks } = scaleShares([group([share, share])]);
    expect(across(share)).toBeLessThanOrEqual(94);
    expect(ticks.length).toBeLessThan(8);
  }
  expect(scaleShares([]).ticks.length).toBeGreaterThan(1);
});
