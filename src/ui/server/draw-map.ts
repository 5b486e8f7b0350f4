import { geoArea, geoAzimuthalEqualArea, geoCentroid, geoPath, type GeoProjection } from 'd3-geo';
import type { Feature, MultiPolygon as ManyOutlines, Polygon as Outline } from 'geojson';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature, merge } from 'topojson-client';
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import type { CountryCode, MapDrawing, Spot } from '../map.ts';
import { countryNumber } from './country-numbers.ts';

type Shape = (Polygon<{ name: string }> | MultiPolygon<{ name: string }>) & { id?: string };
type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;
type Point = [number, number];

const width = 560;
const height = 420;
const margin = 34;
/** Always in view, so that a region alone still stands in its surroundings: from the Atlantic to the Caspian Sea. */
const surroundings: readonly Point[] = [
  [-9, 37],
  [46, 40],
  [10, 60],
  [25, 26],
];

const resolve = createRequire(import.meta.url).resolve;
const readAtlas = (detail: '50m' | '110m'): Atlas =>
  JSON.parse(readFileSync(resolve(`world-atlas/countries-${detail}.json`), 'utf8')) as Atlas;

let last: { readonly key: string; readonly drawing: MapDrawing } | undefined;

/** The same drawing as long as the same countries are asked for: drawing takes a tenth of a second. */
export function rememberMap(region: readonly CountryCode[], beyond: readonly CountryCode[]): MapDrawing {
  const key = `${region.join()}|${beyond.join()}`;
  if (last?.key !== key) last = { key, drawing: drawMap(region, beyond) };
  return last.drawing;
}

let lastCloseUp: { readonly key: string; readonly drawing: MapDrawing } | undefined;

/** The region close up, drawn once for the same countries. */
export function rememberCloseUp(region: readonly CountryCode[]): MapDrawing {
  const key = region.join();
  if (lastCloseUp?.key !== key) lastCloseUp = { key, drawing: drawCloseUp(region) };
  return lastCloseUp.drawing;
}

/** Draws the region so that it fills the picture, each of its countries marked in its middle, and the land around. */
export function drawCloseUp(region: readonly CountryCode[]): MapDrawing {
  const fine = readAtlas('50m');
  const own = region.flatMap((code) => findShapes(fine, [code]).map((shape) => ({ code, shape })));
  const whole = merge(
    fine,
    own.map(({ shape }) => shape),
  );
  const [east, north] = geoCentroid(whole);
  const projection = geoAzimuthalEqualArea()
    .rotate([-east, -north])
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      whole,
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const path = geoPath(projection).digits(0);
  return {
    width,
    height,
    land: inSteps(path(feature(fine, fine.objects.land))),
    region: own.map(({ shape }) => inSteps(path(outline(fine, shape)))).join(''),
    reached: '',
    heart: null,
    spots: Object.fromEntries(own.map(({ code, shape }) => [code, toSpot(projection, middleOf(fine, shape))])),
  };
}

/**
 * Draws land, the region, and the countries beyond it. Boundaries are those of Natural Earth (world-atlas); a country
 * that it does not have is left out. Coordinates are rounded to a unit (a tenth in the region) to keep the page small.
 */
export function drawMap(region: readonly CountryCode[], beyond: readonly CountryCode[]): MapDrawing {
  const fine = readAtlas('50m');
  const coarse = readAtlas('110m');
  const own = findShapes(fine, region);
  const places = beyond.flatMap((code) => {
    const [shape] = findShapes(fine, [code]);
    return shape ? [{ code, at: middleOf(fine, shape) }] : [];
  });
  const middle = geoCentroid(merge(fine, own));
  const projection = fitProjection([middle, ...surroundings, ...places.map(({ at }) => at)]);
  const spot = (at: Point): Spot => toSpot(projection, at);
  const path = (digits: number) => geoPath(projection).digits(digits);
  return {
    width,
    height,
    land: inSteps(path(0)(feature(coarse, coarse.objects.land))),
    region: own.map((shape) => inSteps(path(1)(outline(fine, shape)))).join(''),
    reached: findShapes(coarse, beyond)
      .map((shape) => inSteps(path(0)(outline(coarse, shape))))
      .join(''),
    heart: spot(middle),
    spots: Object.fromEntries(places.map(({ code, at }) => [code, spot(at)])),
  };
}

/** The same outline from point to point instead of by places: half as long, and no point moves. */
export function inSteps(path: string | null): string {
  let [x, y] = [0, 0];
  return (path ?? '').replaceAll(/([ML])(-?[\d.]+),(-?[\d.]+)/g, (place, verb: string, ...to: string[]) => {
    const [left, top] = [inTenths(to[0]!), inTenths(to[1]!)];
    const step = verb === 'M' ? place : `l${sayTenths(left - x)}${sayTenths(top - y).replace(/^(?!-)/, ',')}`;
    [x, y] = [left, top];
    return step;
  });
}

/** Whole numbers, so that nothing is lost from step to step. */
const inTenths = (coordinate: string): number => Math.round(Number(coordinate) * 10);
const sayTenths = (tenths: number): string => String(tenths / 10).replace(/^(-?)0\./, '$1.');

function findShapes(atlas: Atlas, codes: readonly CountryCode[]): Shape[] {
  const shapes = atlas.objects.countries.geometries as Shape[];
  // Kosovo has no number; the data knows it by name alone.
  const is = (code: CountryCode) => (shape: Shape) =>
    code === 'XK' ? shape.properties?.name === 'Kosovo' : shape.id !== undefined && shape.id === countryNumber(code);
  // Some numbers are shared with far islands: the country is the larger.
  return codes.flatMap((code) =>
    shapes
      .filter(is(code))
      .toSorted((a, b) => sizeOf(atlas, b) - sizeOf(atlas, a))
      .slice(0, 1),
  );
}

const outline = (atlas: Atlas, shape: Shape) => feature(atlas, shape) as Feature<Outline | ManyOutlines>;

const sizeOf = (atlas: Atlas, shape: Shape): number => geoArea(outline(atlas, shape));

/** The middle of a country's largest piece of land, so that France is marked in Europe. */
function middleOf(atlas: Atlas, shape: Shape): Point {
  const { geometry } = outline(atlas, shape);
  if (geometry.type === 'Polygon') return geoCentroid(geometry);
  const pieces = geometry.coordinates.map((coordinates): Outline => ({ type: 'Polygon', coordinates }));
  return geoCentroid(pieces.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a)));
}

function fitProjection(points: readonly Point[]): GeoProjection {
  const coordinates = [...points];
  const [east, north] = geoCentroid({ type: 'MultiPoint', coordinates });
  return geoAzimuthalEqualArea()
    .rotate([-east, -north])
    .fitExtent(
      [
        [margin, margin],
        [width - margin, height - margin],
      ],
      { type: 'MultiPoint', coordinates },
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
}

function toSpot(projection: GeoProjection, at: Point): Spot {
  const [x, y] = projection(at) ?? [0, 0];
  return { x: Math.round((1000 * x) / width) / 10, y: Math.round((1000 * y) / height) / 10 };
}
