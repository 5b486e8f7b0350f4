import { expect, test } from 'vitest';
import { layOutParts } from './fill.ts';

test('parts stand beside one another and fill the whole', () => {
  expect(layOutParts([{ value: 1 }, { value: 0 }, { value: 3 }])).toEqual([
    { part: { value: 1 }, from: 0, width: 25 },
    { part: { value: 3 }, from: 25, width: 75 },
  ]);
});

test('a whole of nothing has no parts', () => {
  expect(layOutParts([{ value: 0 }])).toEqual([]);
});
