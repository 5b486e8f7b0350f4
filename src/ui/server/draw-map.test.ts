import fc from 'fast-check';
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { placeNames } from '../map.ts';
import { countryNumber } from './country-numbers.ts';
import { drawCloseUp, drawMap, inSteps } from './draw-map.ts';

const region = ['BA', 'ME', 'MK', 'RS'];
const reached = { GB: 'United Kingdom', MD: 'Moldova', GH: 'Ghana', NG: 'Nigeria', UG: 'Uganda', RW: 'Rwanda' };
const drawing = drawMap(region, Object.keys(reached));

test('every country asked for is inside the picture, where it belongs', () => {
  const { spots, heart } = drawing;
  for (const { x, y } of [...Object.values(spots), heart!]) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(100);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(100);
  }
  expect(spots.GB!.x).toBeLessThan(heart!.x);
  expect(spots.GB!.y).toBeLessThan(heart!.y);
  expect(spots.GH!.x).toBeLessThan(spots.NG!.x);
  expect(spots.MD!.x).toBeGreaterThan(heart!.x);
  expect(spots.RW!.y).toBeGreaterThan(spots.UG!.y);
});

test('a country with far islands is marked on its mainland, and Australia is not its smallest reef', () => {
  const { spots } = drawMap(region, ['FR', 'ES', 'AU']);
  expect(spots.FR!.x).toBeGreaterThan(spots.ES!.x);
  expect(spots.FR!.y).toBeLessThan(spots.ES!.y);
  expect(spots.AU!.x).toBeGreaterThan(spots.FR!.x);
});

test('Kosovo is found though the data gives it no number; an unknown code is left out', () => {
  expect(drawMap(region, ['XK']).spots.XK).toBeDefined();
  expect(drawMap(region, ['ZZ']).spots).toEqual({});
  expect(countryNumber('XK')).toBeUndefined();
});

test('close up, the region fills the picture, each country where it belongs, and nothing far away is drawn', () => {
  const { spots, land, region: own } = drawCloseUp(region);
  expect(Object.keys(spots).toSorted()).toEqual(region);
  expect(spots.BA!.x).toBeLessThan(spots.RS!.x);
  expect(spots.ME!.y).toBeGreaterThan(spots.BA!.y);
  expect(spots.MK!.y).toBeGreaterThan(spots.ME!.y);
  expect(Math.max(...Object.values(spots).map(({ x }) => x)) - Math.min(...Object.values(spots).map(({ x }) => x))).toBeGreaterThan(25); // prettier-ignore
  expect(brotliCompressSync(land + own).length).toBeLessThan(4000);
});

test('the drawing stays small on the line', () => {
  expect(brotliCompressSync(drawing.land + drawing.region + drawing.reached).length).toBeLessThan(4000);
});

test('names find room beside their dots', () => {
  const sides = placeNames(
    drawing,
    Object.entries(reached).map(([code, name]) => ({ code, name })),
  );
  expect(Object.keys(sides).toSorted()).toEqual(Object.keys(reached).toSorted());
  expect(sides.GH).not.toBe('right');
});

test('an outline in steps goes through the same places', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.tuple(tenth, tenth), { minLength: 1 })), (rings) => {
      const path = rings.map((ring) => `M${ring.map((at) => at.join(',')).join('L')}Z`).join('');
      expect(walk(inSteps(path))).toEqual(rings);
    }),
  );
  expect(inSteps('M10,10L12,9.5L12,9Z')).toBe('M10,10l2-.5l0-.5Z');
});
const tenth = fc.integer({ min: -5000, max: 5000 }).map((n) => n / 10);

/** The places that a path of steps goes through, ring by ring. */
function walk(path: string): number[][][] {
  return [...path.matchAll(/M(-?[\d.]+),(-?[\d.]+)((?:l[^lMZ]+)*)Z/g)].map(([, left, top, steps]) => {
    const places = [[Number(left), Number(top)]];
    for (const [, right, down] of steps!.matchAll(/l(-?[\d.]+),?(-?[\d.]+)/g)) {
      const [x, y] = places.at(-1)!;
      places.push([x! + Number(right), y! + Number(down)].map((n) => Math.round(n * 10) / 10));
    }
    return places;
  });
}
