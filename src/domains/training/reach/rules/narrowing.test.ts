import { expect, test } from 'vitest';
import { isInside, notRecordedOf, partOf, singleYear, withheldOf } from './narrowing.ts';
import type { ShownRow } from './shown.ts';

test('an audience is a part of its own split, with what was not recorded of that split beside it', () => {
  const shown: ShownRow = {
    total: 40,
    bySex: { women: 12, men: 8, notRecorded: 20, withheld: 0 },
    byStatus: { civilian: null, military: null, notRecorded: 40, withheld: 0 },
  };
  expect(partOf(shown, undefined)).toBe(40);
  expect(partOf(shown, 'women')).toBe(12);
  expect(partOf(shown, 'military')).toBeNull();
  expect(partOf({ ...shown, bySex: 'withheld' }, 'women')).toBe('withheld');
  expect(notRecordedOf(shown, 'men')).toBe(20);
  expect(notRecordedOf(shown, 'civilian')).toBe(40);
  expect(notRecordedOf({ ...shown, bySex: 'withheld' }, 'women')).toBeNull();
  expect(withheldOf(shown, 'men')).toBe((shown.bySex as { withheld: number }).withheld);
  expect(withheldOf({ ...shown, byStatus: 'withheld' }, 'civilian')).toBeNull();
});

test('a period has both its ends inside; without one, every year is', () => {
  const years = [2013, 2014, 2016, 2017];
  expect(years.filter((year) => isInside(year, { from: 2014, to: 2016 }))).toEqual([2014, 2016]);
  expect(years.filter((year) => isInside(year, undefined))).toEqual(years);
  expect([singleYear({ from: 2014, to: 2014 }), singleYear({ from: 2014, to: 2016 }), singleYear(undefined)]).toEqual([
    2014,
    undefined,
    undefined,
  ]);
});
