import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marginsOf } from './rules.ts';
import { findContradictions } from './rules/contradictions.ts';
import { atGrain } from './rules/grain.ts';
import { groups } from './rules/groups.ts';
import { intervalOf } from './rules/intervals.ts';
import type { Group, ReleasedCount, Statement, Status } from './types.ts';

const groupOf: Record<keyof ReleasedCount, Group> = {
  total: {},
  women: { sex: 'woman' },
  men: { sex: 'man' },
  civilian: { status: 'civilian' },
  military: { status: 'military' },
  womenCivilian: { sex: 'woman', status: 'civilian' },
  womenMilitary: { sex: 'woman', status: 'military' },
  menCivilian: { sex: 'man', status: 'civilian' },
  menMilitary: { sex: 'man', status: 'military' },
};
const margins = Object.keys(groupOf) as (keyof ReleasedCount)[];
const nothing = Object.fromEntries(margins.map((margin) => [margin, null])) as unknown as ReleasedCount;

/** A head-count in which the sex, the status or the rank of some may not have been recorded (null). */
const cells = (['woman', 'man', null] as const).flatMap((sex) =>
  (['civilian', 'officer', 'nco', 'soldier', 'cadet', 'military', null] as const).map((status) => ({ sex, status })),
);
const anyNumbers = fc.array(fc.nat(40), { minLength: cells.length, maxLength: cells.length });
const fullyRecorded = anyNumbers.map((numbers) =>
  numbers.map((n, at) => (cells[at]!.sex && cells[at]!.status && cells[at]!.status !== 'military' ? n : 0)),
);
const countIn = (numbers: readonly number[], { sex, status }: Group) =>
  cells
    .map((cell, at) => ({ ...cell, n: numbers[at]! }))
    .filter((cell) => !sex || cell.sex === sex)
    .filter((cell) => !status || cell.status === status || (status === 'military' && isMilitary(cell.status)))
    .reduce((sum, { n }) => sum + n, 0);
const isMilitary = (status: Status | null) => status !== null && status !== 'civilian';
const stateAll = (numbers: readonly number[], about: readonly Group[]): Statement[] =>
  about.map((group) => ({ ...group, n: countIn(numbers, group) }));
/** A head-count, and what a trainer noted of it. */
const noted = fc.tuple(fc.oneof(anyNumbers, fullyRecorded), fc.shuffledSubarray([...groups]));

const wholes: readonly [whole: keyof ReleasedCount, ...parts: (keyof ReleasedCount)[]][] = [
  ['total', 'women', 'men'],
  ['total', 'civilian', 'military'],
  ['total', 'womenCivilian', 'womenMilitary', 'menCivilian', 'menMilitary'],
  ['women', 'womenCivilian', 'womenMilitary'],
  ['men', 'menCivilian', 'menMilitary'],
  ['civilian', 'womenCivilian', 'menCivilian'],
  ['military', 'womenMilitary', 'menMilitary'],
];

describe('recorded margins', () => {
  test.each<[string, Statement[], Partial<ReleasedCount>]>([
    ['nothing stated is nothing recorded', [], {}],
    [
      'of 20 with 12 women, the other 8 are men or not recorded',
      [{ n: 20 }, { sex: 'woman', n: 12 }],
      { total: 20, women: 12 },
    ],
    [
      'of 20 with 12 women and 5 men, 3 have no recorded sex',
      [{ n: 20 }, { sex: 'woman', n: 12 }, { sex: 'man', n: 5 }],
      { total: 20, women: 12, men: 5 },
    ],
    [
      '3 women, 2 men and 9 civilians are 9, of whom 4 have no recorded sex',
      [
        { sex: 'woman', n: 3 },
        { sex: 'man', n: 2 },
        { status: 'civilian', n: 9 },
      ],
      { total: 9, women: 3, men: 2, civilian: 9 },
    ],
    [
      'women and men exhaust everybody',
      [
        { sex: 'woman', n: 12 },
        { sex: 'man', n: 8 },
      ],
      { total: 20, women: 12, men: 8 },
    ],
    [
      'civilians and military exhaust everybody',
      [
        { status: 'civilian', n: 5 },
        { status: 'military', n: 0 },
      ],
      { total: 5, civilian: 5, military: 0 },
    ],
    [
      'the other 7 women have no recorded status',
      [{ n: 20 }, { sex: 'woman', n: 12 }, { sex: 'woman', status: 'civilian', n: 5 }],
      { total: 20, women: 12, womenCivilian: 5 },
    ],
    [
      'one of the women civilians may be anywhere between 0 and 5, and is recorded nowhere',
      [
        { sex: 'woman', n: 12 },
        { sex: 'man', n: 8 },
        { status: 'civilian', n: 5 },
      ],
      { total: 20, women: 12, men: 8, civilian: 5 },
    ],
    [
      'three ranks are not the military',
      (['officer', 'nco', 'soldier'] as const).map((status) => ({ status, n: 4 })),
      {},
    ],
    [
      'four ranks are',
      (['officer', 'nco', 'soldier', 'cadet'] as const).map((status) => ({ status, n: 4 })),
      { military: 16 },
    ],
  ])('%s', (_, statements, recorded) => {
    expect(marginsOf(statements)).toEqual({ ...nothing, ...recorded });
  });

  test('every cell stated gives every margin, and they are the sums', () => {
    fc.assert(
      fc.property(fullyRecorded, (numbers) => {
        const finest = groups.filter(({ sex, status }) => sex && status && status !== 'military');
        const count = marginsOf(stateAll(numbers, finest));
        for (const margin of margins) expect(count[margin]).toBe(countIn(numbers, groupOf[margin]));
      }),
    );
  });

  test('what is recorded is the smallest possible number, so nobody is counted who need not have been there', () => {
    fc.assert(
      fc.property(noted, ([numbers, about]) => {
        const statements = stateAll(numbers, about);
        expect(findContradictions(statements)).toEqual([]);
        const count = marginsOf(statements);
        for (const margin of margins)
          if (count[margin] !== null) expect(intervalOf(statements, groupOf[margin])?.min).toBe(count[margin]);
      }),
    );
  });

  test('recorded parts never pass their recorded whole', () => {
    fc.assert(
      fc.property(noted, ([numbers, about]) => {
        const count = marginsOf(stateAll(numbers, about));
        for (const [whole, ...parts] of wholes) {
          const sum = parts.reduce((all, part) => all + (count[part] ?? 0), 0);
          expect(sum, whole).toBeLessThanOrEqual(count[whole] ?? Infinity);
        }
      }),
    );
  });

  test('one more true statement never loses a recorded value, nor makes it smaller', () => {
    fc.assert(
      fc.property(noted, fc.constantFrom(...groups), ([numbers, about], more) => {
        const before = marginsOf(stateAll(numbers, about));
        const after = marginsOf(stateAll(numbers, [...about, more]));
        for (const margin of margins)
          if (before[margin] !== null) expect(after[margin] ?? -1).toBeGreaterThanOrEqual(before[margin]);
      }),
    );
  });

  test('while numbers contradict each other, a sum is still the sum of its parts', () => {
    const statements: Statement[] = [
      { sex: 'woman', n: 3 },
      { sex: 'man', n: 2 },
      { sex: 'man', status: 'civilian', n: 4 },
    ];
    expect(marginsOf(statements).total).toBe(5);
  });

  test('the order does not matter, and stating again what is recorded changes nothing', () => {
    fc.assert(
      fc.property(noted, ([numbers, about]) => {
        const statements = stateAll(numbers, about);
        const count = marginsOf(statements);
        expect(marginsOf([...statements].reverse())).toEqual(count);
        const again = margins.flatMap((margin) =>
          count[margin] === null ? [] : [{ ...groupOf[margin], n: count[margin] }],
        );
        expect(marginsOf(again)).toEqual(count);
      }),
    );
  });
});

test('a grain takes out what is finer, as not recorded', () => {
  const count = Object.fromEntries(margins.map((margin, n) => [margin, n])) as unknown as ReleasedCount;
  expect(atGrain(count, 'sex_and_status')).toEqual(count);
  expect(atGrain(count, 'sex')).toEqual({ ...nothing, total: 0, women: 1, men: 2 });
  expect(atGrain(count, 'total')).toEqual({ ...nothing, total: 0 });
});
