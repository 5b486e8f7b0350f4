import type { Page, Response } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { Day } from '#shared/dates.ts';
import { complete, record, sees, unheardOf } from './recording.ts';
import { openSite } from './site.ts';
import { otherStops, people, stops } from './stops.ts';

const site = openSite();
const every = [...Object.values(stops).flat(), ...otherStops];
const files = ['shell', 'sessions', 'facts', 'home'] as const;
const words: Record<'en' | 'sr' | 'sr-Latn', Translate> = {
  en: createTranslate('en', await loadWords('en', files)),
  sr: createTranslate('sr', await loadWords('sr', files)),
  'sr-Latn': createTranslate('sr-Latn', await loadWords('sr-Latn', files)),
};

/** What the page itself says: without passages in another language, and without rows of what people wrote. */
const ownText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    copy.querySelectorAll('[lang], tbody, script, style').forEach((foreign) => foreign.remove());
    return copy.textContent;
  });

describe('languages', () => {
  it('a visitor is answered in the language that the browser asks for, and chooses another by a link', async () => {
    const page = await site.visitor({ locale: 'sr-RS' });
    await page.goto('/counting');
    expect(await page.locator('h1').innerText()).toBe(words.sr('facts.how.title'));
    await page.getByRole('link', { name: 'srpski', exact: true }).click();
    await page.waitForFunction(() => document.documentElement.lang === 'sr-Latn');
    expect(new URL(page.url()).search).toBe('');
    expect(await page.locator('h1').innerText()).toBe(words['sr-Latn']('facts.how.title'));
    await page.goto('/meeting-record');
    expect(await page.locator('html').getAttribute('lang')).toBe('sr-Latn');
    await page.getByRole('link', { name: 'English', exact: true }).click();
    await page.waitForFunction(() => document.documentElement.lang === 'en');
  });

  it('numbers and dates follow', async () => {
    const day = complete.date as Day;
    const trainer = await site.stepIn(people.trainer);
    const address = await record(trainer, { ...complete, title: unheardOf(), counts: { 'all.all': '1234' } });
    for (const [language, date, number] of [
      ['en', '14 May 2025', '1,234'],
      ['sr', words.sr.day(day), '1.234'],
      ['sr-Latn', words['sr-Latn'].day(day), '1.234'],
    ] as const) {
      await trainer.goto(`${address}?language=${language}`);
      await sees(trainer, date);
      await sees(trainer, number);
    }
    expect(words.sr.day(day)).not.toBe(words['sr-Latn'].day(day));
  });

  it.each(['sr-RS', 'sr-Latn-RS'] as const)('every page speaks %s', async (locale) => {
    const pages = new Map<string, Page>();
    for (const { name, who, go } of every) {
      const page =
        pages.get(who) ??
        (who === 'stranger' ? await site.visitor({ locale }) : await site.stepIn(people[who], { locale }));
      pages.set(who, page);
      await go(page);
      expect(await page.locator('html').getAttribute('lang'), name).toBe(locale === 'sr-RS' ? 'sr' : 'sr-Latn');
      const text = await ownText(page);
      const letters = [...text.matchAll(/\p{Script=Cyrillic}/gu)].length / [...text.matchAll(/\p{Letter}/gu)].length;
      if (locale === 'sr-RS') expect(letters, name).toBeGreaterThan(0.5);
      else expect(letters, name).toBeLessThan(0.1);
    }
  });
});

describe('fonts', () => {
  it.each(['en-GB', 'sr-RS', 'sr-Latn-RS'] as const)('a first visit in %s loads two at most', async (locale) => {
    const page = await site.visitor({ locale });
    const fonts: string[] = [];
    page.on('response', (answer: Response) => {
      if (answer.url().endsWith('.woff2')) fonts.push(answer.url());
    });
    await page.goto('/', { waitUntil: 'networkidle' });
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.length, fonts.join(' ')).toBeLessThanOrEqual(2);
    await page.evaluate(() => document.fonts.ready);
    const [family] = await page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map((font) => font.family),
    );
    expect(family).toMatch(/^Kaskada/);
  });
});

describe('appearance', () => {
  const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  it('follows the device, and what was chosen stays, on public pages and behind sign-in', async () => {
    const page = await site.stepIn(people.trainer, { colorScheme: 'light' });
    await page.goto('/');
    const light = await ground(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await ground(page);
    expect(dark).not.toBe(light);

    await page.getByRole('button', { name: words.en('shell.theme.light') }).click();
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'light');
    expect(await ground(page)).toBe(light);
    await page.goto('/home');
    expect(await ground(page)).toBe(light);
    await page
      .getByRole('button', { name: words.en('shell.theme.dark') })
      .first()
      .click();
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark');
    expect(new URL(page.url()).pathname).toBe('/home');
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground(page)).toBe(dark);
    await page
      .getByRole('button', { name: words.en('shell.theme.system') })
      .first()
      .click();
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'system');
    expect(await ground(page)).toBe(light);
  });
});

describe('on paper', () => {
  it.each(['/', '/figure', '/meeting-record', '/sessions', '/reach', '/reach/compare', '/reach/forces', '/network'])(
    '%s',
    async (path) => {
      const page = await site.stepIn(people.trainer);
      await page.goto(path);
      await page.emulateMedia({ media: 'print' });
      for (const part of await page.locator('nav, button, .bar, .side nav, [data-find]').all())
        expect(await part.isVisible(), await part.evaluate((element) => element.outerHTML.slice(0, 200))).toBe(false);
      const table = page.locator('table').first();
      expect(await table.isVisible()).toBe(true);
      expect((await table.innerText()).length).toBeGreaterThan(20);
    },
  );
});
