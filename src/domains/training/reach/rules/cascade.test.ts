import { expect, test } from 'vitest';
import { layOutCascade, type CascadeRow } from './cascade.ts';

const row = (name: string, shown: Partial<CascadeRow['shown']>): CascadeRow => ({
  ...{ name, trainers: 4, sessions: 3 },
  shown: {
    total: 30,
    bySex: { women: 10, men: 5, notRecorded: 15, withheld: 0 },
    byStatus: { civilian: null, military: null, notRecorded: 30, withheld: 0 },
    ...shown,
  },
});

test('everybody whose number is shown goes somewhere', () => {
  const { lanes, ends } = layOutCascade([row('A', {}), row('B', { bySex: 'withheld' })]);
  for (const { total, parts } of lanes) expect(Object.values(parts!).reduce((a, b) => a + b)).toBe(total);
  expect(ends).toEqual([
    { end: 'women', n: 10 },
    { end: 'men', n: 5 },
    { end: 'notRecorded', n: 15 },
    { end: 'withheld', n: 30 },
  ]);
});

test('a total that is not shown goes nowhere, and is no zero', () => {
  const { lanes, ends } = layOutCascade([row('A', { total: 'withheld', bySex: 'withheld' })]);
  expect(lanes[0]).toMatchObject({ total: 'withheld', parts: null });
  expect(ends).toEqual([]);
});

test('an audience of civilians or the military is shown by status', () => {
  expect(layOutCascade([row('A', {})], 'military').ends).toEqual([{ end: 'notRecorded', n: 30 }]);
});
