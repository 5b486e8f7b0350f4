import { expect, test } from 'vitest';
import { isId } from '#shared/ids.ts';
import { chanceOf, idOf } from './chance.ts';

const drawsOf = (seed: string) => {
  const chance = chanceOf(seed);
  return Array.from({ length: 20 }, () => chance.fraction());
};

test('the same seed draws the same, another seed something else', () => {
  expect(drawsOf('one')).toEqual(drawsOf('one'));
  expect(drawsOf('one')).not.toEqual(drawsOf('two'));
});

test('fractions spread over the whole range and never reach one', () => {
  const chance = chanceOf('spread');
  const tenths = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 10_000; draw++) tenths[Math.floor(chance.fraction() * 10)]!++;
  expect(tenths).toHaveLength(10);
  expect(Math.min(...tenths)).toBeGreaterThan(850);
});

test('whole numbers include both ends', () => {
  const chance = chanceOf('whole');
  const drawn = new Set(Array.from({ length: 200 }, () => chance.whole(3, 6)));
  expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
});

test('what weighs nothing is never picked', () => {
  const chance = chanceOf('weights');
  const drawn = Array.from({ length: 200 }, () => chance.weighted([['never', 0], ['always', 1]])); // prettier-ignore
  expect(new Set(drawn)).toEqual(new Set(['always']));
});

test('some items are as many as asked for, different, and in their order', () => {
  const chance = chanceOf('some');
  for (let draw = 0; draw < 100; draw++) {
    const drawn = chance.some([1, 2, 3, 4, 5], 3);
    expect(drawn).toHaveLength(3);
    expect(drawn).toEqual([...new Set(drawn)].sort());
  }
  expect(chance.some([1, 2], 3)).toEqual([1, 2]);
});

test('ids are the same for the same name, and sort by their instant', () => {
  const [early, late] = [idOf('b', '2014-03-13T08:00:00Z'), idOf('a', '2014-03-13T08:00:01Z')];
  expect(isId(early)).toBe(true);
  expect(early[14]).toBe('7');
  expect(early < late).toBe(true);
  expect(idOf('b', '2014-03-13T08:00:00Z')).toBe(early);
  expect(idOf('c', '2014-03-13T08:00:00Z')).not.toBe(early);
});
