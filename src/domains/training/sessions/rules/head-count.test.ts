import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Group, Statement } from '../types.ts';
import { findContradictions } from './contradictions.ts';
import { groups, partitions } from './groups.ts';
import { intervalOf } from './intervals.ts';

/*
 * The judge: tries every head-count, also with people of whom something was not recorded (null), and knows nothing of
 * cuts.
 */
const cells = (['woman', 'man', null] as const).flatMap((sex) =>
  (['civilian', 'officer', 'nco', 'soldier', 'cadet', 'military', null] as const).map((status) => ({ sex, status })),
);
const isIn = (cell: (typeof cells)[number], { sex, status }: Group) =>
  (!sex || cell.sex === sex) &&
  (!status || cell.status === status || (status === 'military' && cell.status !== 'civilian' && cell.status !== null));

/**
 * Whether some head-count makes all statements true. Cells that the same statements cover are tried as one, cells
 * that none covers are left empty, and what was tried in vain is not tried again.
 */
function fits(statements: readonly Statement[]): boolean {
  const covering = cells.map((cell) => statements.flatMap((statement, at) => (isIn(cell, statement) ? [at] : [])));
  const tried = [...new Map(covering.map((about) => [about.join(), about])).values()].filter(
    ({ length }) => length > 0,
  );
  const inVain = new Set<string>();
  const fill = (from: number, left: readonly number[]): boolean => {
    if (left.every((n) => n === 0)) return true;
    const about = tried[from];
    const state = `${from}:${left.join()}`;
    if (!about || inVain.has(state)) return false;
    for (let n = Math.min(...about.map((at) => left[at]!)); n >= 0; n--) {
      const rest = left.map((still, at) => (about.includes(at) ? still - n : still));
      if (fill(from + 1, rest)) return true;
    }
    inVain.add(state);
    return false;
  };
  const numbers = statements.map(({ n }) => n);
  return fill(0, numbers);
}

/** Beyond the sum of all statements there is only what no statement limits, so that one more stands for all. */
const numbersToTry = (statements: readonly Statement[]) =>
  Array.from({ length: statements.reduce((sum, { n }) => sum + n, 2) }, (_, n) => n);

const women = { sex: 'woman', n: 12 } as const;
const men = { sex: 'man', n: 8 } as const;
const womenCivilians = { sex: 'woman', status: 'civilian' } as const;
const menOfficers = { sex: 'man', status: 'officer', n: 0 } as const;
const nineCivilians = { status: 'civilian', n: 9 } as const;

const anyGroup = fc.constantFrom(...groups);
const wild = fc
  .uniqueArray(fc.record({ group: anyGroup, n: fc.integer({ min: 0, max: 4 }) }), {
    selector: ({ group }) => groups.indexOf(group),
    maxLength: 7,
  })
  .map((found) => found.map(({ group, n }): Statement => ({ ...group, n })));
const truth = fc.array(fc.constantFrom(0, 0, 0, 1, 2), { minLength: cells.length, maxLength: cells.length });
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
        expect(findContradictions(statements).length > 0).toBe(!fits(statements));
      }),
      { numRuns: 800 },
    );
  });

  test('name statements that cannot be true together, and could be if one were left out', () => {
    fc.assert(
      fc.property(anything, (statements) => {
        for (const { statements: named } of findContradictions(statements)) {
          expect(fits(named)).toBe(false);
          for (const left of named) expect(fits(named.filter((other) => other !== left))).toBe(true);
        }
      }),
      { numRuns: 800 },
    );
  });

  test('name two statements whenever two suffice', () => {
    fc.assert(
      fc.property(anything, (statements) => {
        const pair = statements.some((a, at) => statements.slice(at).some((b) => !fits([a, b])));
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

  const military = { status: 'military', n: 12 } as const;
  const womenMilitary = { sex: 'woman', status: 'military', n: 3 } as const;
  const total = { n: 20 };
  const ranks = (['officer', 'nco', 'soldier', 'cadet'] as const).map((status) => ({ status, n: 2 }));
  test.each<[string, Statement[], Statement[], Statement[]]>([
    [
      'part_above_whole',
      [total, { sex: 'man', status: 'nco', n: 21 }],
      [{ sex: 'man', status: 'nco', n: 21 }],
      [total],
    ],
    ['parts_above_whole', [women, { sex: 'man', n: 9 }, total], [women, { sex: 'man', n: 9 }], [total]],
    ['do_not_fit', [women, military, total, womenMilitary], [military, women], [total, womenMilitary]],
    ['stated_twice', [women, { sex: 'woman', n: 13 }], [{ sex: 'woman', n: 13 }], [women]],
  ])('%s', (kind, statements, more, less) => {
    expect(findContradictions(statements)).toMatchObject([{ kind, more, less }]);
  });

  test.each<[string, Statement[]]>([
    ['3 of unrecorded sex', [total, women, { sex: 'man', n: 5 }]],
    ['3 women of unrecorded status', [women, womenMilitary, { ...womenCivilians, n: 6 }]],
    ['4 of unrecorded rank', [military, ...ranks]],
    ['1 officer of unrecorded sex', [ranks[0]!, { sex: 'woman', status: 'officer', n: 1 }, menOfficers]],
    ['more military than women and men, of whom no total was stated', [{ ...women, n: 3 }, { ...men, n: 2 }, military]],
  ])('parts may stay below their whole: %s', (_, statements) => {
    expect(findContradictions(statements)).toEqual([]);
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
      fc.property(anything, anyGroup, (statements, group) => {
        const interval = intervalOf(statements, group);
        for (const n of numbersToTry(statements)) {
          const isInside = interval !== null && n >= interval.min && n <= (interval.max ?? Infinity);
          expect(fits([...statements, { ...group, n }]), `${n}`).toBe(isInside);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, Statement[], Group, number, number | null]>([
    ['of 20 with 12 women, 0 to 8 are men', [{ n: 20 }, women], { sex: 'man' }, 0, 8],
    ['of 20 with 12 women and 5 men, 5 are men', [{ n: 20 }, women, { sex: 'man', n: 5 }], { sex: 'man' }, 5, 5],
    ['12 women and 8 men are at least 20', [women, men], {}, 20, null],
    ['the women civilians are 0 to 5', [women, men, { status: 'civilian', n: 5 }], womenCivilians, 0, 5],
    [
      '3 women, 2 men and 9 civilians are at least 9',
      [{ ...women, n: 3 }, { ...men, n: 2 }, nineCivilians],
      {},
      9,
      null,
    ],
    [
      '4 officers leave 0 to 6 nco',
      [
        { status: 'military', n: 10 },
        { status: 'officer', n: 4 },
      ],
      { status: 'nco' },
      0,
      6,
    ],
  ])('%s', (_, statements, group, min, max) => {
    expect(intervalOf(statements, group)).toEqual({ min, max });
  });
});

test('there are 21 groups, and the parts of a partition never pass their whole', () => {
  expect(new Set(groups.map((group) => JSON.stringify(group))).size).toBe(21);
  fc.assert(
    fc.property(truth, (filling) => {
      const count = (place: number) => stateTruly(filling, groups[place]!).n;
      for (const { whole, parts } of partitions)
        expect(parts.reduce((sum, part) => sum + count(part), 0)).toBeLessThanOrEqual(count(whole));
    }),
  );
});
