import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protectTable, toTableRow } from './protection.ts';
import type { ShownRow, ShownTable, TableRow } from './protection.ts';

const rowOf = ([women, men, sexNotRecorded]: number[], civilian = 0): TableRow => {
  const total = women! + men! + sexNotRecorded!;
  return {
    total,
    women: women!,
    men: men!,
    sexNotRecorded: sexNotRecorded!,
    civilian,
    military: 0,
    statusNotRecorded: total - civilian,
  };
};

/*
 * The judge: tries every table that looks like the one shown, and knows nothing of bounds.
 */
type Parts = readonly [number, number, number];
const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
const splitsOf = (total: number): Parts[] =>
  range(0, total).flatMap((a) => range(0, total - a).map((b): Parts => [a, b, total - a - b]));
const combine = <T>(lists: T[][]): T[][] =>
  lists.reduce<T[][]>((all, list) => all.flatMap((one) => list.map((item) => [...one, item])), [[]]);
const add = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

const couldBe = (shown: ShownRow['total'], n: number, threshold: number) =>
  shown === 'fewer' ? n >= 1 && n < threshold : shown === 'withheld' ? n >= threshold : n === shown;

const partsShown = ({ bySex }: ShownRow): Parts | null =>
  bySex === 'withheld' ? null : [bySex.women ?? 0, bySex.men ?? 0, bySex.notRecorded];

interface World {
  readonly totals: number[];
  readonly parts: Parts[];
}

/** Every table of the numbers by sex that looks like the one shown; no total is above `most`. */
function everyWorld(table: ShownTable, threshold: number, most: number): World[] {
  const columns = partsShown(table.totals);
  const totals = combine(
    table.rows.map(({ total }) => range(0, most).filter((n) => couldBe(total, n, threshold))),
  ).filter((guess) => couldBe(table.totals.total, add(guess), threshold));
  return totals.flatMap((guess) => {
    const choices = table.rows.map((row, at) => {
      const shown = partsShown(row);
      return shown ? [shown].filter((parts) => add(parts) === guess[at]) : splitsOf(guess[at]!);
    });
    return combine(choices)
      .filter((parts) => !columns || columns.every((column, part) => add(parts.map((row) => row[part]!)) === column))
      .map((parts) => ({ totals: guess, parts }));
  });
}

/** What stays possible for each thing that is not shown by sex, with the least that must stay possible. */
function leftOpen(table: ShownTable, threshold: number, most: number) {
  const worlds = everyWorld(table, threshold, most);
  const open = (numbers: number[], least: number) => ({ possible: new Set(numbers), least });
  const rows = table.rows.flatMap((row, at) => [
    ...(typeof row.total === 'number'
      ? []
      : [
          open(
            worlds.map(({ totals }) => totals[at]!),
            threshold - 1,
          ),
        ]),
    ...(row.bySex === 'withheld'
      ? range(0, 2).map((part) =>
          open(
            worlds.map(({ parts }) => parts[at]![part]!),
            threshold,
          ),
        )
      : []),
  ]);
  const { total, bySex } = table.totals;
  return [
    ...rows,
    ...(typeof total === 'number'
      ? []
      : [
          open(
            worlds.map(({ totals }) => add(totals)),
            threshold - 1,
          ),
        ]),
    ...(bySex === 'withheld'
      ? range(0, 2).map((part) =>
          open(
            worlds.map(({ parts }) => add(parts.map((row) => row[part]!))),
            threshold,
          ),
        )
      : []),
  ];
}

const isPinned = ({ possible, least }: { possible: Set<number>; least: number }) =>
  possible.size < least && !(possible.size === 1 && possible.has(0));

const smallTable = fc.array(
  fc
    .tuple(fc.nat(3), fc.oneof(fc.constant(0), fc.nat(5)), fc.oneof(fc.constant(0), fc.nat(2)))
    .map((parts) => rowOf(parts)),
  { minLength: 1, maxLength: 3 },
);

describe('one protected table', () => {
  test('pins nothing that it withholds', () => {
    fc.assert(
      fc.property(smallTable, (rows) => {
        const most = add(rows.map(({ total }) => total)) + 3;
        expect(leftOpen(protectTable(rows, 3), 3, most).filter(isPinned)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('the same judge works out a number that is withheld alone', () => {
    const shown = protectTable([rowOf([5, 3, 0]), rowOf([3, 4, 0])], 3);
    const alone: ShownTable = { ...shown, rows: [{ ...shown.rows[0]!, bySex: 'withheld' }, shown.rows[1]!] };
    expect(leftOpen(shown, 3, 15).filter(isPinned)).toEqual([]);
    expect(leftOpen(alone, 3, 15).filter(isPinned)).toHaveLength(2);
  });

  test('shows no small number, and nothing but the truth', () => {
    const anyRow = fc.tuple(fc.nat(60), fc.nat(60), fc.nat(12)).map((parts) => rowOf(parts, parts[0]));
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 14 }), fc.constantFrom(3, 5, 10), (rows, threshold) => {
        const table = protectTable(rows, threshold);
        const isShownSmall = (value: unknown) => typeof value === 'number' && value > 0 && value < threshold;
        for (const { total, bySex, byStatus } of [...table.rows, table.totals])
          expect([total, ...Object.values(bySex), ...Object.values(byStatus)].filter(isShownSmall)).toEqual([]);
        table.rows.forEach(({ total, bySex, byStatus }, at) => {
          const { women, men, sexNotRecorded, civilian, military, statusNotRecorded } = rows[at]!;
          if (typeof total === 'number') expect(total).toBe(rows[at]!.total);
          if (bySex !== 'withheld') expect(bySex).toEqual({ women, men, notRecorded: sexNotRecorded });
          if (byStatus !== 'withheld') expect(byStatus).toEqual({ civilian, military, notRecorded: statusNotRecorded });
          if (typeof total !== 'number') expect([bySex, byStatus]).toEqual(['withheld', 'withheld']);
        });
      }),
    );
  });

  test('that has no small number is shown as it is', () => {
    const table = protectTable([rowOf([12, 40, 0], 20), rowOf([0, 0, 0]), rowOf([5, 0, 9], 14)], 5);
    expect(table.rows[0]).toEqual({
      total: 52,
      bySex: { women: 12, men: 40, notRecorded: 0 },
      byStatus: { civilian: 20, military: 0, notRecorded: 32 },
    });
    expect(table.rows[1]!.total).toBe(0);
    expect(table.totals).toMatchObject({ total: 66, bySex: { women: 17, men: 40, notRecorded: 9 } });
  });

  test('withholds the next smallest row with the one that is small, and keeps the totals', () => {
    const table = protectTable([rowOf([3, 20, 0]), rowOf([50, 90, 0]), rowOf([30, 40, 0])], 5);
    expect(table.rows.map(({ bySex }) => bySex === 'withheld')).toEqual([true, false, true]);
    expect(table.rows.map(({ total }) => total)).toEqual([23, 140, 70]);
    expect(table.totals.bySex).toEqual({ women: 83, men: 150, notRecorded: 0 });
  });

  test('says fewer for a small total, and withholds another with it', () => {
    const table = protectTable([rowOf([3, 0, 0]), rowOf([50, 90, 0]), rowOf([30, 40, 0])], 5);
    expect(table.rows.map(({ total }) => total)).toEqual(['fewer', 140, 'withheld']);
    expect(table.totals.total).toBe(213);
  });

  test('withholds the totals where no other row is left', () => {
    const table = protectTable([rowOf([3, 0, 0]), rowOf([0, 0, 0])], 5);
    expect(table.totals).toEqual({ total: 'fewer', bySex: 'withheld', byStatus: 'withheld' });
    expect(protectTable([rowOf([3, 20, 0])], 5).totals).toMatchObject({ total: 23, bySex: 'withheld' });
    expect(protectTable([rowOf([1, 0, 0]), rowOf([0, 5, 0])], 5)).toMatchObject({
      rows: [{ total: 'fewer' }, { total: 5 }],
      totals: { total: 'withheld' },
    });
  });

  test('is made of sums, and one row of it stands for a single session', () => {
    const bySex = { women: 12, men: 40, notRecorded: 8 };
    const byStatus = { civilian: 3, military: 40, notRecorded: 17 };
    const shown = protectTable([toTableRow({ total: 60, bySex, byStatus })], 5);
    expect(shown.rows).toEqual([{ total: 60, bySex, byStatus: 'withheld' }]);
  });

  test('an empty table has no secrets; a threshold that protects nobody is refused', () => {
    expect(protectTable([], 5).totals.total).toBe(0);
    expect(() => protectTable([], 2)).toThrow(RangeError);
  });
});
