import { expect, test } from 'vitest';
import { isWaiting } from './rules.ts';

const day = (number: number) => new Date(Date.UTC(2026, 2, number));
const asked = { askedAt: day(1), grantedAt: null, withdrawnAt: null };

test.each([
  ['just asked', asked, day(1), true],
  ['asked within the week', asked, day(7), true],
  ['asked a week ago', asked, day(8), false],
  ['granted', { ...asked, grantedAt: day(2) }, day(3), false],
  ['withdrawn', { ...asked, withdrawnAt: day(2) }, day(3), false],
])('a reset that was %s', (_, reset, at, waits) => {
  expect(isWaiting(reset, at)).toBe(waits);
});
