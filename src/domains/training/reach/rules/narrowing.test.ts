import { expect, test } from 'vitest';
import { addShown, notRecordedOf, partOf } from './narrowing.ts';
import type { ShownRow } from './protection.ts';

const row = (women: number | null, men: number | null, notRecorded: number): ShownRow => ({
  total: (women ?? 0) + (men ?? 0) + notRecorded,
  bySex: { women, men, notRecorded },
  byStatus: 'withheld',
});

test('a sum has what was recorded and what was not; never one without the other', () => {
  // One session with a total of 714 and one with 20 women and 22 men: 756, of which 42 split by sex.
  expect(addShown([row(null, null, 714), row(20, 22, 0)])).toEqual({
    total: 756,
    bySex: { women: 20, men: 22, notRecorded: 714 },
    byStatus: 'withheld',
  });
});

test('what no row recorded stays not recorded in the sum, and is no zero', () => {
  expect(addShown([row(null, null, 10), row(null, null, 5)]).bySex).toEqual({
    women: null,
    men: null,
    notRecorded: 15,
  });
});

test('a sum with a row that is withheld says nothing of that row', () => {
  const small: ShownRow = { total: 'fewer', bySex: 'withheld', byStatus: 'withheld' };
  expect(addShown([row(20, 22, 0), small])).toEqual({ total: 'withheld', bySex: 'withheld', byStatus: 'withheld' });
  expect(addShown([row(20, 22, 0), { ...row(5, 5, 0), bySex: 'withheld' }])).toMatchObject({
    total: 52,
    bySex: 'withheld',
  });
});

test('one row is its own sum; of no row, nobody was there', () => {
  const small: ShownRow = { total: 'fewer', bySex: 'withheld', byStatus: 'withheld' };
  expect(addShown([small])).toBe(small);
  expect(addShown([])).toMatchObject({ total: 0, bySex: { women: 0, men: 0, notRecorded: 0 } });
});

test('an audience is a part of its own split, with what was not recorded of that split beside it', () => {
  const shown: ShownRow = {
    total: 40,
    bySex: { women: 12, men: 8, notRecorded: 20 },
    byStatus: { civilian: null, military: null, notRecorded: 40 },
  };
  expect(partOf(shown, undefined)).toBe(40);
  expect(partOf(shown, 'women')).toBe(12);
  expect(partOf(shown, 'military')).toBeNull();
  expect(partOf({ ...shown, bySex: 'withheld' }, 'women')).toBe('withheld');
  expect(notRecordedOf(shown, 'men')).toBe(20);
  expect(notRecordedOf(shown, 'civilian')).toBe(40);
  expect(notRecordedOf({ ...shown, bySex: 'withheld' }, 'women')).toBeNull();
});
