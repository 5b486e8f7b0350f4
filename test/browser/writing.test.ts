import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();

const paragraph = (page: Page) => page.locator('.news p');
const saysOf = async (page: Page) => (await paragraph(page).innerText()).replaceAll(/\s+/g, ' ').trim();
const choice = (page: Page, text: RegExp) => page.getByRole('checkbox', { name: text });
const meeting = /Twenty-six trainers met online on 21 October 2020/;
const reported = /As at 21 October 2020, a total of more than 4,700/;

/** Chooses the story of the fifth meeting with the keys alone, from the link on Reach. */
async function choose(page: Page) {
  await page.goto('/reach');
  await page.getByRole('link', { name: 'Write for the news' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/reach\/write/);
  for (const text of [meeting, reported, /peers trained from six countries/]) {
    await choice(page, text).focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'Write the paragraph' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/fact=/);
}

describe.each([true, false])('a text for the news, with script: %s', (javaScriptEnabled) => {
  it('is chosen, put in order, taken and noted by keyboard, and each number leads to its snapshot', async () => {
    const page = await site.stepIn(people.leader, { javaScriptEnabled, width: 320 });
    await choose(page);
    expect(await saysOf(page)).toMatch(/^Twenty-six trainers met online on 21 October 2020 for the fifth time\. \[1\]/);
    expect(await paragraph(page).locator('a[href^="/figure/"]').count()).toBeLessThan(3);

    await page.getByRole('link', { name: /^Move up: As at 21 October 2020/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/write\?fact=reported/);
    await expect.poll(() => saysOf(page)).toMatch(/^As at 21 October 2020, .*\]\)\. Twenty-six trainers/);
    await page.getByRole('link', { name: /^Leave out: As at 2 November/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => saysOf(page)).not.toContain('six countries');

    await page.getByRole('button', { name: 'Take this text' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/said=/);
    const taken = page.url();
    const links = await paragraph(page).locator('a[href^="/figure/snapshot/"]').all();
    const numbers = await Promise.all(
      links.map(async (link) => ({ said: await link.innerText(), href: (await link.getAttribute('href'))! })),
    );
    expect(numbers.map(({ said }) => said)).toEqual(['4,700', 'Twenty-six', 'fifth']);
    const html = await page.locator('textarea[name="html"]').inputValue();
    expect(await page.locator('textarea[name="plain"]').inputValue()).toContain('Twenty-six trainers met online');
    for (const { said, href } of numbers) expect(html).toContain(`<a href="${site.origin}${href}">${said}</a>`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);

    await page.getByRole('link', { name: 'српски' }).last().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/in=sr/);
    await expect.poll(() => saysOf(page)).toContain('Двадесет шест инструкторки и инструктора састало се онлајн');

    const place = `News, script ${javaScriptEnabled}`;
    await page.goto(taken);
    await page.getByLabel('Place', { exact: true }).fill(place);
    await page.getByLabel('Address').fill('example.org');
    await page.keyboard.press('Enter');
    await page.locator('.error').waitFor();
    expect(await page.locator('.error').innerText()).toContain('https://');
    expect(await page.getByLabel('Place', { exact: true }).inputValue()).toBe(place);
    await page.getByLabel('Address').fill('https://example.org/news');
    await page.keyboard.press('Enter');
    await page.locator('.notice', { hasText: `Noted: ${place}` }).waitFor();

    for (const [at, value] of ['4,700', '26', '5'].entries()) {
      await page.goto(numbers[at]!.href);
      expect(await page.locator('h1').innerText()).toContain(value);
      expect(await page.locator('main').innerText()).toContain(place);
    }
  });

  it('is refused in a sentence to whoever may not write it', async () => {
    for (const who of [people.trainer, people.observer]) {
      const page = await site.stepIn(who, { javaScriptEnabled });
      await page.goto('/reach');
      expect(await page.getByRole('link', { name: 'Write for the news' }).count()).toBe(0);
      expect((await page.goto('/reach/write'))!.status()).toBe(403);
      expect(await page.locator('main').innerText()).toContain('Only coordinators, deputies and leaders');
      site.complaints.splice(0);
    }
  });
});
