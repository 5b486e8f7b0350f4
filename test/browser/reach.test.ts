import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const main = (page: Page) => page.locator('main').innerText();

/** The cells of the table behind a picture, row by row. */
const behind = async (page: Page, title: string): Promise<string[][]> => {
  const section = page.locator('section, section > div', { has: page.getByRole('heading', { name: title }) }).last();
  // Who came here within the page finds it as they left it.
  const shut = section.locator('details.behind:not([open]) > summary').first();
  if ((await shut.count()) > 0) await shut.click();
  const rows = await section.locator('details.behind table').first().locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
};
const numberIn = (text: string): number => Number(text.replaceAll(/\D/g, ''));

describe.each([true, false])('reach, with script: %s', (javaScriptEnabled) => {
  it('is narrowed by filters that stand in the address, and every picture has its table', async () => {
    const page = await site.stepIn(people.secretariat, { javaScriptEnabled });
    await page.goto('/reach');
    const all = numberIn(await page.locator('a.figure').first().innerText());
    const cascade = await behind(page, 'From trainers to people');
    const names = cascade.map(([name]) => name!);
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
    expect(cascade.reduce((sum, row) => sum + numberIn(row.at(-1)!), 0)).toBe(all);
    const growth = await behind(page, 'What was said, what was recorded');
    expect(numberIn(growth.at(-1)!.at(-1)!)).toBe(all);
    expect((await behind(page, 'Peers from beyond the region')).map(([country]) => country)).toContain('Ghana');
    expect((await behind(page, 'In the region')).reduce((sum, row) => sum + numberIn(row.at(-1)!), 0)).toBe(all);

    await page.locator('[name="from"]').selectOption('2016');
    await page.locator('[name="to"]').selectOption('2019');
    await page.locator('[name="audience"]').selectOption('women');
    await page.locator('main form button').first().click();
    await page.waitForURL(/from=2016.*to=2019.*audience=women/);
    const [women, text] = [numberIn(await page.locator('a.figure').first().innerText()), await main(page)];
    expect(women).toBeLessThan(all);
    expect(text).toContain(`were of: Women`);
    const years = await behind(page, 'What was said, what was recorded');
    expect(years.map(([year]) => year)).toEqual(['2016', '2017', '2018', '2019']);
    expect(numberIn(years.at(-1)!.at(-1)!)).toBe(women);

    await page.locator('a.figure').first().click();
    await page.waitForURL(/\/reach\/open\?.*from=2016.*to=2019/);
    expect(await main(page)).toContain('2016–2019');
    const days = await page.locator('tbody td:first-child').allInnerTexts();
    expect(days.filter((day) => !/201[6-9]$/.test(day.trim()))).toEqual([]);
  });

  it('shows of one ministry what its figure shows, in the picture too', async () => {
    const page = await site.stepIn(people.observer, { javaScriptEnabled });
    await page.goto('/reach?ministry=BA');
    const [row, ...others] = await behind(page, 'From trainers to people');
    expect(others).toEqual([]);
    const keys = (await page.locator('.split').first().innerText()).replaceAll(/\s+/g, ' ');
    expect(row!.slice(3, 6).filter((cell) => !/\d/.test(cell))).toEqual([]);
    for (const cell of row!.slice(3, 6)) expect(keys).toContain(cell);
  });

  it('leads whoever may not see sessions to the counts of the same years', async () => {
    const page = await site.stepIn(people.observer, { javaScriptEnabled });
    await page.goto('/reach?from=2016&to=2019');
    const number = await page.locator('a.figure').first().innerText();
    await page.getByRole('link', { name: 'What stands behind it' }).click();
    await page.waitForURL(/\/figure\?.*from=2016/);
    expect(await page.locator('.figure').first().innerText()).toBe(number);
  });

  it('says that a number is withheld, and never zero in its place', async () => {
    const page = await site.stepIn(people.observer, { javaScriptEnabled });
    await page.goto('/reach?from=2016&to=2019');
    const cascade = await behind(page, 'From trainers to people');
    const numbers = cascade.map((row) => row.slice(3));
    // Women, men, not recorded and withheld are everybody; a split that is withheld whole is in words.
    for (const [women, men, notRecorded, withheld, all] of numbers) {
      const parts = [women!, men!, notRecorded!, withheld!];
      if (parts.every((part) => /\d/.test(part)))
        expect(parts.reduce((sum, part) => sum + numberIn(part), 0)).toBe(numberIn(all!));
      else expect(parts).toContain('withheld');
    }
    expect(numbers.some(([, , , withheld]) => withheld === 'withheld' || numberIn(withheld!) > 0)).toBe(true);
    expect(await page.locator('svg', { hasText: 'withheld' }).count()).toBeGreaterThan(0);
  });
});

describe.each([true, false])('what a ministry says beside its figures, with script: %s', (javaScriptEnabled) => {
  const note = `By estimate until 2015 (${javaScriptEnabled ? 'first' : 'second'}).`;
  const seenBy = async (who: keyof typeof people) => {
    const page = await site.stepIn(people[who]);
    await page.goto('/reach/compare');
    return (await main(page)).includes(note);
  };

  it('is its own until it is released, then the network’s, and its own again once withdrawn', async () => {
    const page = await site.stepIn(people.coordinator, { javaScriptEnabled });
    await page.goto('/reach/compare');
    expect(await page.getByText('Annotate this figure').count()).toBe(1);
    await page.getByText('Annotate this figure').click();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Write what others should know.').waitFor();
    await page.locator('[name="year"]').selectOption('2015');
    await page.locator('[name="note"]').fill(note);
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByText('Only your ministry sees it until you release it.').waitFor();
    expect(await seenBy('trainer')).toBe(true);
    for (const who of ['otherTrainer', 'otherCoordinator', 'secretariat', 'observer'] as const)
      expect(await seenBy(who), who).toBe(false);

    await page.getByRole('button', { name: 'Release to the network' }).click();
    await page.getByText('Released to the network.').waitFor();
    for (const who of ['trainer', 'otherTrainer', 'secretariat'] as const) expect(await seenBy(who), who).toBe(true);
    for (const who of ['observer', 'administrator'] as const) expect(await seenBy(who), who).toBe(false);

    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('Withdrawn. The network does not see it any more.').waitFor();
    expect(await seenBy('secretariat')).toBe(false);
    expect(await seenBy('trainer')).toBe(true);
  });

  it('is offered to nobody who does not coordinate the ministry', async () => {
    for (const who of ['trainer', 'leader', 'secretariat', 'observer'] as const) {
      const page = await site.stepIn(people[who], { javaScriptEnabled });
      await page.goto('/reach/compare');
      expect(await page.getByText('Annotate this figure').count(), who).toBe(0);
    }
  });
});

it('the countries stand in the order of their names in the language of the reader', async () => {
  const page = await site.stepIn(people.observer);
  for (const [language, locale] of [
    ['en', 'en'],
    ['sr', 'sr-Cyrl-RS'],
    ['sr-Latn', 'sr-Latn-RS'],
  ] as const) {
    await page.goto(`/reach/compare?language=${language}`);
    const names = await page.locator('main section table').first().locator('tbody th').allInnerTexts();
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, locale)));
    expect(await page.locator('main section > h2').allInnerTexts()).toEqual(expect.arrayContaining(names));
  }
});

it('women and men in the forces are for everybody, need no script, and no percentage stands alone', async () => {
  const page = await site.visitor();
  await page.goto('/');
  await page.getByRole('link', { name: 'Women and men in the forces' }).click();
  await page.waitForURL('**/reach/forces');
  expect(await page.locator('script').count()).toBe(0);
  const lines = await page.locator('.shares li:has(a)').allInnerTexts();
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(line).toMatch(/(\d of [\d,]+ = [\d.]+ %|\d of a number not given|no numbers given)/);
  const wrong = lines.filter((line) => line.includes('does not follow from its own numbers'));
  expect(wrong).toEqual([expect.stringContaining('106 of 8,482 = 1.25 %; stated 4.2 %')]);
  expect(await main(page)).toContain('women in the forces of Montenegro');
});
