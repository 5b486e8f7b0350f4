import { expect, test } from 'vitest';
import { across, areaPath, down, levels, placeLabels, type Plot, plotHeight, plotTop, yearOf } from './timeline.ts';

const plot: Plot = { from: 2014, to: 2026, most: 5000 };
const published = [
  { at: yearOf('2014-12-31'), value: 350, label: '350' },
  { at: yearOf('2015-09-24'), value: 3000, label: 'over 3,000' },
  { at: yearOf('2016-06-15'), value: 4000, label: 'more than 4,000' },
  { at: yearOf('2017-01-15'), value: 4700, label: 'over 4,700' },
  { at: yearOf('2020-10-21'), value: 4700, label: 'more than 4,700' },
];

test('a day is a year with its fraction, in leap years too', () => {
  expect(yearOf('2015-01-01')).toBe(2015);
  expect(yearOf('2016-07-02')).toBe(2016.5);
});

test('the published totals keep their labels apart on a narrow phone', () => {
  const width = 300;
  const boxes = placeLabels(plot, published).map((beside, i) => {
    const { at, value, label } = published[i]!;
    const x = (across(plot, at) / 100) * width + beside.dx;
    const y = down(plot, value) + beside.dy;
    const length = label.length * 6.3;
    return { left: beside.anchor === 'end' ? x - length : x, right: beside.anchor === 'end' ? x : x + length, y };
  });
  for (const [i, a] of boxes.entries()) {
    expect(a.left).toBeGreaterThanOrEqual(0);
    expect(a.right).toBeLessThanOrEqual(width);
    expect(a.y).toBeLessThan(plotTop + plotHeight);
    for (const b of boxes.slice(i + 1))
      expect(a.right < b.left || b.right < a.left || Math.abs(a.y - b.y) >= 13).toBe(true);
  }
});

test('the last label turns left where the picture ends', () => {
  expect(placeLabels(plot, [{ at: 2025, value: 10, label: 'x' }])[0]?.anchor).toBe('end');
});

test('levels are round, cover the most, and are five at most', () => {
  expect(levels(4700)).toEqual({ most: 5000, at: [1000, 2000, 3000, 4000, 5000] });
  expect(levels(363).most).toBe(400);
  expect(levels(0)).toEqual({ most: 1, at: [1] });
  expect(levels(3)).toEqual({ most: 3, at: [1, 2, 3] });
});

test('an area stands on the ground; nothing recorded draws nothing', () => {
  const path = areaPath(plot, [
    { at: 2014, value: 0 },
    { at: 2026, value: 5000 },
  ]);
  expect(path).toBe('M46 230L46 230L954 0L954 230z');
  expect(areaPath(plot, [])).toBe('');
});
