import { expect, test } from 'vitest';
import { bubbleRadius, placeNames, type MapDrawing } from './map.ts';

const drawing = (spots: MapDrawing['spots']): MapDrawing => ({
  ...{ width: 300, height: 225, land: '', region: '', reached: '', heart: null },
  spots,
});

test('the area of a bubble follows its number; what is not shown has a size that says nothing', () => {
  expect(bubbleRadius(400, 400)).toBe(2 * bubbleRadius(100, 400));
  expect(bubbleRadius(null, 400)).toBe(bubbleRadius(null, 4));
  expect(bubbleRadius(1, 1_000_000)).toBeGreaterThan(0);
});

test('a long name with a number below it keeps off the bubble beside it', () => {
  const spots = { BA: { x: 35, y: 40 }, RS: { x: 61, y: 39 } };
  const bubbles = [
    { code: 'BA', name: 'Bosnia and Herzegovina', note: '1,522', radius: 18 },
    { code: 'RS', name: 'Serbia', note: '1,890', radius: 20 },
  ];
  expect(placeNames(drawing(spots), bubbles).BA).not.toBe('right');
  // With nothing beside it, it stands where names stand.
  expect(placeNames(drawing(spots), bubbles.slice(0, 1)).BA).toBe('right');
});

test('a name for which there is no room covers as little as it can', () => {
  const spots = { BA: { x: 35.7, y: 39.4 }, RS: { x: 61.4, y: 39 }, ME: { x: 48, y: 61.5 } };
  const bubbles = [
    { code: 'BA', name: 'Bosnia and Herzegovina', note: '1,522', radius: 16 },
    { code: 'RS', name: 'Serbia', note: '1,916', radius: 18 },
    { code: 'ME', name: 'Montenegro', note: '1,165', radius: 14 },
  ];
  expect(placeNames(drawing(spots), bubbles).BA).toBe('above');
});
