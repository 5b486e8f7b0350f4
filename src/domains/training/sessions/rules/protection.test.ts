import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReleasedCount } from '../types.ts';
import { protectCount } from './protection.ts';

const nothing: ReleasedCount = {
  total: null,
  women: null,
  men: null,
  civilian: null,
  military: null,
  womenCivilian: null,
  womenMilitary: null,
  menCivilian: null,
  menMilitary: null,
};

test('subtraction gives no small number back', () => {
  const shown = protectCount({ ...nothing, total: 23, women: 3, men: 20, civilian: 6, military: 17 }, 5);
  expect(shown).toMatchObject({ total: 23, women: 'withheld', men: 'withheld', civilian: 6, military: 17 });
});

test('the part that was not recorded is a part too', () => {
  expect(protectCount({ ...nothing, total: 20, women: 8, men: 10 }, 5)).toMatchObject({
    women: 'withheld',
    men: 'withheld',
  });
});

test('a small total takes its splits with it, and nobody is not small', () => {
  expect(protectCount({ ...nothing, total: 4, women: 4, men: 0 }, 5)).toMatchObject({
    total: 'fewer',
    women: 'withheld',
    men: 'withheld',
  });
  expect(protectCount({ ...nothing, total: 12, women: 0, men: 12 }, 5)).toMatchObject({ women: 0, men: 12 });
});

test('the owner sees everything', () => {
  const count = { ...nothing, total: 3, women: 1, men: 2 };
  expect(protectCount(count, null)).toEqual(count);
});

/** A full session: four cells, and the people of whom nothing was recorded. */
const session = fc.record({
  womenCivilian: fc.nat(30),
  womenMilitary: fc.nat(30),
  menCivilian: fc.nat(30),
  menMilitary: fc.nat(30),
  rest: fc.nat(30),
});

test('no margin that is shown is small, nor what is left when the shown parts are taken from the total', () => {
  fc.assert(
    fc.property(session, fc.constantFrom(3, 5, 10), ({ rest, ...cells }, threshold) => {
      const women = cells.womenCivilian + cells.womenMilitary;
      const men = cells.menCivilian + cells.menMilitary;
      const civilian = cells.womenCivilian + cells.menCivilian;
      const military = cells.womenMilitary + cells.menMilitary;
      const shown = protectCount({ total: women + men + rest, women, men, civilian, military, ...cells }, threshold);
      const numbers = Object.values(shown).filter((n) => typeof n === 'number');
      const isSmall = (n: number) => n > 0 && n < threshold;
      expect(numbers.some(isSmall)).toBe(false);
      for (const parts of [
        ['women', 'men'],
        ['civilian', 'military'],
        Object.keys(cells),
      ] as (keyof ReleasedCount)[][]) {
        const seen = parts.map((part) => shown[part]);
        const hidden = seen.filter((n) => n === 'withheld').length;
        expect([0, parts.length]).toContain(hidden);
        if (hidden > 0 || typeof shown.total !== 'number') continue;
        expect(isSmall(shown.total - seen.reduce<number>((sum, n) => sum + (n as number), 0))).toBe(false);
      }
    }),
  );
});
