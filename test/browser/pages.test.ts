import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { overhang, rulesOfColour, violationsOn } from './axe.ts';
import { record } from './recording.ts';
import { openSite } from './site.ts';
import { otherStops, people, stops, type Stop } from './stops.ts';

const site = openSite();
const routes = fileURLToPath(new URL('../../src/routes', import.meta.url));
const every = [...Object.values(stops).flat(), ...otherStops].map((stop) => [stop.name, stop] as const);

/** Comes to a stop as the one who is meant to, and sees it answered as it should be. */
async function comeTo({ who, go, status = 200 }: Stop): Promise<Page> {
  const page = who === 'stranger' ? await site.visitor() : await site.stepIn(people[who]);
  let answered = 0;
  page.on('response', (answer) => {
    if (answer.request().isNavigationRequest()) answered = answer.status();
  });
  await go(page);
  expect(answered).toBe(status);
  return page;
}

it('every page of the site is looked at', () => {
  const ids = globSync('**/+page.svelte', { cwd: routes }).map((path) => `/${dirname(path).replaceAll('\\', '/')}`);
  expect(ids.length).toBeGreaterThan(10);
  expect(ids.sort()).toEqual(Object.keys(stops).sort());
});

/** What breaks a rule, on a phone and on a desk, in both themes. */
async function everyViolation(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [width, themes] of [
    [1280, ['light', 'dark']],
    [360, ['dark', 'light']],
  ] as const)
    for (const colorScheme of themes) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const rules = colorScheme === themes[0] ? undefined : rulesOfColour;
      found.push(...(await violationsOn(page, rules)).map((violation) => `${width} ${colorScheme} ${violation}`));
    }
  return found;
}

describe('every page can be read by everybody, in English and in Serbian, and never needs scrolling sideways', () => {
  it.each(every)('%s', async (_, stop) => {
    const page = await comeTo(stop);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await everyViolation(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await overhang(page)).toBe(0);

    await page.goto('/?language=sr');
    await stop.go(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('sr');
    expect(await violationsOn(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);

    await page.goto('/?language=sr-Latn');
    await stop.go(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('sr-Latn');
    expect(await overhang(page)).toBe(0);
  });

  it('a head-count of which nothing is recorded but words', async () => {
    const page = await site.stepIn(people.trainer, { width: 360 });
    const address = await record(page, { counts: { 'woman.officer': '3' } });
    for (const language of ['en', 'sr', 'sr-Latn'])
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 });
        await page.goto(`${address}?language=${language}`);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        expect(await overhang(page), `${language} ${width}`).toBe(0);
        expect(await violationsOn(page), `${language} ${width}`).toEqual([]);
      }
  });
});
