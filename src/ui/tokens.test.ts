import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Palette = ReadonlyMap<string, string>;

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
const palettes = [...css.matchAll(/\{([^{}]*--paper:[^{}]*)\}/g)].map(([, body = '']): Palette => {
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
});
const [light, dark, darkBySystem] = palettes as [Palette, Palette, Palette];

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(palette: Palette, name: string, ground: string): number {
  const values = [name, ground].map((token) => luminance(palette.get(`--${token}`) ?? ''));
  return (Math.max(...values) + 0.05) / (Math.min(...values) + 0.05);
}

const words = [
  ...['ink', 'ink-2', 'teal', 'ochre-ink', 'alarm'].flatMap((name) => [
    [name, 'paper'],
    [name, 'paper-2'],
  ]),
  ...['ink', 'ink-2', 'teal'].map((name) => [name, 'field']),
  ...['teal', 'ochre', 'alarm'].flatMap((hue) => [
    ['ink', `${hue}-tint`],
    ['ink-2', `${hue}-tint`],
  ]),
  ['on-teal', 'teal'],
  ['teal', 'teal-tint'],
  ['paper', 'ink'],
] as [string, string][];
const shapes = [
  ['edge', 'paper'],
  ['edge', 'field'],
  ['teal', 'paper'],
  ['ochre', 'paper'],
  ['ochre', 'ochre-tint'],
  ['alarm', 'alarm-tint'],
  ['teal', 'land'],
  ['ochre', 'land'],
] as [string, string][];

for (const [theme, palette] of [
  ['light', light],
  ['dark', dark],
] as const) {
  test.each(words)(`${theme}: %s can be read on %s`, (name, ground) => {
    expect(contrast(palette, name, ground)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(shapes)(`${theme}: %s can be seen on %s`, (name, ground) => {
    expect(contrast(palette, name, ground)).toBeGreaterThanOrEqual(3);
  });
}

test('the dark theme is the same, chosen or followed', () => {
  expect(darkBySystem).toEqual(dark);
  expect([...dark.keys()]).toEqual([...light.keys()]);
});
