import { expect, test } from 'vitest';
import { layOutShares, type ShareBar } from './share-bars.ts';

const bar = (key: string, computed: number | null, stated: number | null): ShareBar => ({
  ...{ key, text: key, note: '', valueText: '', isWrong: false },
  computed,
  stated,
});

test('all bars are to one scale that begins at nothing, and a stated share stands apart from what its numbers say', () => {
  const { bars, ticks } = layOutShares([
    { name: 'A', bars: [bar('officers', 20, null)] },
    { name: 'B', bars: [bar('leaders', 1.25, 4.2), bar('soldiers', null, 40)] },
  ]);
  const [officers, leaders, soldiers] = bars;
  expect(soldiers!.stated).toBe(2 * officers!.computed!);
  expect(soldiers!.computed).toBeNull();
  expect(leaders!.stated).toBeGreaterThan(leaders!.computed!);
  expect(ticks.map(({ at }) => at)).toEqual([0, 10, 20, 30, 40]);
});

test('no two lines share a place, and the picture is high enough for the last', () => {
  const { bars, names, height } = layOutShares([
    { name: 'A', bars: [bar('a', 1, 1), bar('b', 1, 1)] },
    { name: 'B', bars: [bar('c', 1, 1)] },
  ]);
  const tops = [names[0]!.top, bars[0]!.top, bars[1]!.top, names[1]!.top, bars[2]!.top];
  expect(tops.every((top, at) => at === 0 || top >= tops[at - 1]! + 14)).toBe(true);
  expect(height).toBeGreaterThan(bars[2]!.top + 12);
});
