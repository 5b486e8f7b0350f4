import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { overhang, violationsOn } from './axe.ts';
import { openSite, type Arrival } from './site.ts';
import { otherStops, people, stops, type Stop } from './stops.ts';

const site = openSite();
const routes = fileURLToPath(new URL('../../src/routes', import.meta.url));
const every = [...Object.values(stops).flat(), ...otherStops].map((stop) => [stop.name, stop] as const);

/** Comes to a stop as the one who is meant to, and checks that the page answers as it should. */
async function comeTo(stop: Stop, arrival: Arrival): Promise<Page> {
  const { who } = stop;
  const page = who === 'stranger' ? await site.visitor(arrival) : await site.stepIn(people[who], arrival);
  await stop.go(page);
  return page;
}

it('every page of the site is looked at', () => {
  const ids = globSync('**/+page.svelte', { cwd: routes }).map((path) => `/${dirname(path).replaceAll('\\', '/')}`);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.sort()).toEqual(Object.keys(stops).sort());
});

describe('every page can be read by everybody, in both themes, on a phone and on a desk', () => {
  it.each(every)('%s', async (_, stop) => {
    const page = await comeTo(stop, {});
    const found: string[] = [];
    for (const width of [1280, 360])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme });
        found.push(...(await violationsOn(page)).map((violation) => `${width} ${colorScheme} ${violation}`));
      }
    expect(found).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overhang(page)).toBe(0);
  });
});

describe('every page can be read in Serbian too', () => {
  it.each(every)('%s', async (_, stop) => {
    const page = await comeTo(stop, { width: 360, locale: 'sr-RS' });
    expect(await page.locator('html').getAttribute('lang')).toBe('sr');
    expect(await violationsOn(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
  });
});
