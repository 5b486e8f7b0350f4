import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atGrain, marginsOf } from './rules.ts';
import { findContradictions } from './rules/contradictions.ts';
import { groups } from './rules/groups.ts';
import { intervalOf } from './rules/intervals.ts';
import type { Group, ReleasedCount, Statement } from './types.ts';

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

const anyCells = fc.record({
  woman: fc.array(fc.nat(40), { minLength: 5, maxLength: 5 }),
  man: fc.array(fc.nat(40), { minLength: 5, maxLength: 5 }),
});
const columns = ['civilian', 'officer', 'nco', 'soldier', 'cadet'] as const;
type Cells = { woman: number[]; man: number[] };
const countIn = (cells: Cells, { sex, status }: Group) =>
  (['woman', 'man'] as const)
    .filter((one) => !sex || one === sex)
    .flatMap((one) =>
      cells[one].filter((_, at) => !status || columns[at] === status || (status === 'military' && at > 0)),
    )
    .reduce((sum, n) => sum + n, 0);
const stateAll = (cells: Cells, about: readonly Group[]): Statement[] =>
  about.map((group) => ({ ...group, n: countIn(cells, group) }));
/** A head-count, and what a trainer noted of it. */
const noted = fc.tuple(anyCells, fc.shuffledSubarray([...groups]));

describe('recorded margins', () => {
  test.each<[string, Statement[], Partial<ReleasedCount>]>([
    ['nothing stated is nothing recorded', [], {}],
    [
      'of 20 with 12 women, the other 8 are men or not recorded',
      [{ n: 20 }, { sex: 'woman', n: 12 }],
      { total: 20, women: 12 },
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
      fc.property(anyCells, (cells) => {
        const finest = groups.filter(({ sex, status }) => sex && status && status !== 'military');
        const count = marginsOf(stateAll(cells, finest));
        for (const margin of margins) expect(count[margin]).toBe(countIn(cells, groupOf[margin]));
      }),
    );
  });

  test('what is recorded is the only possible number', () => {
    fc.assert(
      fc.property(noted, ([cells, about]) => {
        const statements = stateAll(cells, about);
        expect(findContradictions(statements)).toEqual([]);
        const count = marginsOf(statements);
        for (const margin of margins) {
          if (count[margin] === null) continue;
          expect(intervalOf(statements, groupOf[margin])).toEqual({ min: count[margin], max: count[margin] });
        }
      }),
    );
  });

  test('one more true statement never loses a recorded value', () => {
    fc.assert(
      fc.property(noted, fc.constantFrom(...groups), ([cells, about], more) => {
        const before = marginsOf(stateAll(cells, about));
        const after = marginsOf(stateAll(cells, [...about, more]));
        for (const margin of margins) if (before[margin] !== null) expect(after[margin]).toBe(before[margin]);
      }),
    );
  });

  test('the order does not matter, and stating again what is recorded changes nothing', () => {
    fc.assert(
      fc.property(noted, ([cells, about]) => {
        const statements = stateAll(cells, about);
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
