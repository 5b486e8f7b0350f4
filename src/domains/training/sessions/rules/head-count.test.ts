import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Group, Statement } from '../types.ts';
import { findContradictions } from './contradictions.ts';
import { groups, partitions } from './groups.ts';
import { intervalOf } from './intervals.ts';

/*
 * The judge: tries every head-count of the 2 × 5 cells, and knows nothing of cuts.
 */
type Cell = { sex: 'woman' | 'man'; status: 'civilian' | 'officer' | 'nco' | 'soldier' | 'cadet' };
const cells: Cell[] = (['woman', 'man'] as const).flatMap((sex) =>
  (['civilian', 'officer', 'nco', 'soldier', 'cadet'] as const).map((status) => ({ sex, status })),
);
const isIn = (cell: Cell, { sex, status }: Group) =>
  (!sex || cell.sex === sex) &&
  (!status || cell.status === status || (status === 'military' && cell.status !== 'civilian'));

/** Every filling of the cells that some statement covers; the others are left empty, as nothing limits them. */
function everyFilling(statements: readonly Statement[]): number[][] {
  const found: number[][] = [];
  const fill = (filling: number[], left: number[]) => {
    const cell = cells[filling.length];
    if (!cell) {
      if (left.every((n) => n === 0)) found.push(filling);
      return;
    }
    const covering = statements.flatMap((statement, at) => (isIn(cell, statement) ? [at] : []));
    const most = covering.length ? Math.min(...covering.map((at) => left[at]!)) : 0;
    for (let n = 0; n <= most; n++)
      fill(
        [...filling, n],
        left.map((rest, at) => (covering.includes(at) ? rest - n : rest)),
      );
  };
  fill(
    [],
    statements.map(({ n }) => n),
  );
  return found;
}

function judge(statements: readonly Statement[], fillings: number[][], group: Group) {
  if (fillings.length === 0) return null;
  const sums = fillings.map((filling) => filling.reduce((sum, n, at) => sum + (isIn(cells[at]!, group) ? n : 0), 0));
  const isOpen = cells.some((cell) => isIn(cell, group) && !statements.some((statement) => isIn(cell, statement)));
  return { min: Math.min(...sums), max: isOpen ? null : Math.max(...sums) };
}

const anyGroup = fc.constantFrom(...groups);
const wild = fc
  .uniqueArray(fc.record({ group: anyGroup, n: fc.integer({ min: 0, max: 4 }) }), {
    selector: ({ group }) => groups.indexOf(group),
    maxLength: 7,
  })
  .map((found) => found.map(({ group, n }): Statement => ({ ...group, n })));
const truth = fc.array(fc.constantFrom(0, 0, 1, 2), { minLength: 10, maxLength: 10 });
const stateTruly = (filling: number[], group: Group): Statement => ({
  ...group,
  n: filling.reduce((sum, n, at) => sum + (isIn(cells[at]!, group) ? n : 0), 0),
});
/** True statements of one head-count, of which one may have been mistyped by one. */
const nearlyTrue = fc
  .tuple(truth, fc.uniqueArray(anyGroup, { minLength: 1, maxLength: 9 }), fc.integer({ min: -1, max: 1 }))
  .map(([filling, about, slip]) =>
    about.map((group, at) => {
      const statement = stateTruly(filling, group);
      return at === 0 ? { ...statement, n: Math.max(0, statement.n + slip) } : statement;
    }),
  )
  .filter((statements) => statements.every(({ n }) => n <= 5));
const anything = fc.oneof(wild, nearlyTrue);

describe('contradictions', () => {
  test('are found if and only if no head-count fits', () => {
    fc.assert(
      fc.property(anything, (statements) => {
        expect(findContradictions(statements).length > 0).toBe(everyFilling(statements).length === 0);
      }),
      { numRuns: 800 },
    );
  });

  test('name statements that cannot be true together, and could be if one were left out', () => {
    fc.assert(
      fc.property(anything, (statements) => {
        for (const { statements: named } of findContradictions(statements)) {
          expect(everyFilling(named)).toEqual([]);
          for (const left of named) expect(everyFilling(named.filter((other) => other !== left))).not.toEqual([]);
        }
      }),
      { numRuns: 800 },
    );
  });

  test('name two statements whenever two suffice', () => {
    fc.assert(
      fc.property(anything, (statements) => {
        const pair = statements.some((a, at) => statements.slice(at).some((b) => everyFilling([a, b]).length === 0));
        const [first] = findContradictions(statements);
        if (first) expect(first.statements.length === 2).toBe(pair);
      }),
      { numRuns: 800 },
    );
  });

  test('do not depend on the order of the statements, and say it with their sums', () => {
    fc.assert(
      fc.property(
        anything.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          const found = findContradictions(list);
          expect(findContradictions(shuffled)).toEqual(found);
          for (const { more, less, moreSum, lessSum } of found) {
            expect(moreSum).toBeGreaterThan(lessSum);
            expect(more.reduce((sum, { n }) => sum + n, 0)).toBe(moreSum);
            expect(less.reduce((sum, { n }) => sum + n, 0)).toBe(lessSum);
          }
        },
      ),
    );
  });

  const women = { sex: 'woman', n: 12 } as const;
  const military = { status: 'military', n: 12 } as const;
  const womenMilitary = { sex: 'woman', status: 'military', n: 3 } as const;
  const total = { n: 20 };
  test.each<[string, Statement[], Statement[], Statement[]]>([
    [
      'part_above_whole',
      [total, { sex: 'man', status: 'nco', n: 21 }],
      [{ sex: 'man', status: 'nco', n: 21 }],
      [total],
    ],
    ['parts_above_whole', [women, { sex: 'man', n: 9 }, total], [women, { sex: 'man', n: 9 }], [total]],
    ['parts_below_whole', [women, { sex: 'man', n: 5 }, total], [total], [women, { sex: 'man', n: 5 }]],
    ['do_not_fit', [women, military, total, womenMilitary], [military, women], [total, womenMilitary]],
    ['stated_twice', [women, { sex: 'woman', n: 13 }], [{ sex: 'woman', n: 13 }], [women]],
  ])('%s', (kind, statements, more, less) => {
    expect(findContradictions(statements)).toMatchObject([{ kind, more, less }]);
  });

  test('the same statement twice is no contradiction', () => {
    expect(findContradictions([women, women, total])).toEqual([]);
  });

  test('a group stated twice does not hide another contradiction', () => {
    const found = findContradictions([women, { sex: 'woman', n: 13 }, { status: 'officer', n: 21 }, total]);
    expect(found.map(({ kind }) => kind)).toEqual(['stated_twice', 'part_above_whole']);
  });
});

describe('intervals', () => {
  test('are what trying every head-count gives', () => {
    fc.assert(
      fc.property(anything, (statements) => {
        const fillings = everyFilling(statements);
        for (const group of groups)
          expect(intervalOf(statements, group), JSON.stringify(group)).toEqual(judge(statements, fillings, group));
      }),
      { numRuns: 300 },
    );
  });

  test('of women 12, men 8 and civilian 5, the women civilians are 0 to 5', () => {
    const statements: Statement[] = [
      { sex: 'woman', n: 12 },
      { sex: 'man', n: 8 },
      { status: 'civilian', n: 5 },
    ];
    expect(intervalOf(statements, { sex: 'woman', status: 'civilian' })).toEqual({ min: 0, max: 5 });
    expect(intervalOf(statements, {})).toEqual({ min: 20, max: 20 });
    expect(intervalOf([{ sex: 'woman', n: 12 }], {})).toEqual({ min: 12, max: null });
  });
});

test('there are 21 groups, and each partition exhausts its whole', () => {
  expect(new Set(groups.map((group) => JSON.stringify(group))).size).toBe(21);
  fc.assert(
    fc.property(truth, (filling) => {
      const count = (place: number) => stateTruly(filling, groups[place]!).n;
      for (const { whole, parts } of partitions)
        expect(parts.reduce((sum, part) => sum + count(part), 0)).toBe(count(whole));
    }),
  );
});
