import { expect, test } from 'vitest';
import { layOutFlow, type End, type Lane } from './flow.ts';

const ends: readonly End[] = [
  { key: 'women', text: 'Women', tone: 'teal', texture: 'plain' },
  { key: 'unknown', text: 'Not recorded', tone: 'ink', texture: 'empty' },
];
const lane = (name: string, numbers: readonly (number | null)[], parts: Lane['parts']): Lane => ({
  name,
  steps: numbers.map((value) => ({ value, text: String(value) })),
  parts,
});

test('what flows to the ends is as thick as the ends, and no end is lost', () => {
  const { bars, ends: drawn } = layOutFlow(
    [lane('A', [4, 100], { women: 60, unknown: 40 }), lane('B', [2, 50], { women: 10, unknown: 40 })],
    ends,
  );
  const people = bars.filter(({ across }) => across === 50);
  expect(people.map(({ height }) => height)).toEqual([34, 17]);
  expect(drawn.map(({ height }) => height)).toEqual([23.8, 27.2]);
  expect(drawn[0]!.top + drawn[0]!.height).toBeLessThan(drawn[1]!.top);
});

test('each step has a scale of its own', () => {
  const { bars } = layOutFlow([lane('A', [4, 100], null), lane('B', [2, 50], null)], ends);
  expect(bars.filter(({ across }) => across === 0).map(({ height }) => height)).toEqual([34, 17]);
});

test('a number that is not shown is an outline that goes nowhere; it has the same size whatever stands beside it', () => {
  const alone = layOutFlow([lane('A', [4, null], null)], []);
  const beside = layOutFlow([lane('A', [4, null], null), lane('B', [4, 9000], { women: 9000 })], ends.slice(0, 1));
  for (const { bars } of [alone, beside]) expect(bars[1]).toMatchObject({ isOpen: true, height: 10 });
  expect(alone.bands).toEqual([expect.objectContaining({ isOpen: true })]);
});

test('nobody is no bar, and one among thousands is still seen', () => {
  const { bars, bands } = layOutFlow([lane('A', [0, 0], {}), lane('B', [1, 1], {}), lane('C', [9999, 9999], {})], ends);
  expect(bars.slice(0, 2).map(({ height }) => height)).toEqual([0, 0]);
  expect(bars.slice(2, 4).every(({ height }) => height >= 1)).toBe(true);
  expect(bands).toHaveLength(2);
});

test('the picture is high enough for its lanes and its ends, and for none at all', () => {
  const { height, ends: drawn } = layOutFlow([lane('A', [1, 9], { women: 4, unknown: 5 })], ends);
  expect(height).toBeGreaterThanOrEqual(drawn[1]!.top + drawn[1]!.height);
  expect(layOutFlow([], []).height).toBe(4);
});
