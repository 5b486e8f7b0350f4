import { expect, test } from 'vitest';
import { nextDirection, type Sorting } from './table.ts';

const sorted = (direction: Sorting['direction']): Sorting => ({ key: 'place', direction, href: () => '' });

test('a press on a head sorts upward first, then turns round', () => {
  expect(nextDirection(sorted('descending'), 'held')).toBe('ascending');
  expect(nextDirection(sorted('ascending'), 'place')).toBe('descending');
  expect(nextDirection(sorted('descending'), 'place')).toBe('ascending');
});
