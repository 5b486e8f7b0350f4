import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sees, unheardOf } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const warned = (page: Page) => page.locator('form [role="status"]');

describe.each([true, false])('what others published, with script: %s', (javaScriptEnabled) => {
  it('is entered with its flags, corrected with a reason and withdrawn, and the public sees each', async () => {
    const page = await site.stepIn(people.coordinator, { javaScriptEnabled });
    const reader = await site.stepIn(people.observer, { javaScriptEnabled });
    const among = unheardOf();
    await page.goto('/reach/forces');
    await page.getByRole('link', { name: 'Enter and correct what others published' }).click();
    await page.getByRole('link', { name: 'Enter a share' }).click();
    await page.waitForURL('**/reach/published/new?*');
    if (javaScriptEnabled) await awake(page);
    expect(await page.locator('main').innerText()).toContain('public at once');

    await page.getByLabel('Among whom').fill(among);
    await page.getByLabel('Women', { exact: false }).first().fill('106');
    await page.getByLabel('Out of').fill('105');
    await page.getByLabel('Share that the source states').fill('4,2');
    await page.locator('[name="source"]').fill('http://example.org');
    await press(page, 'Enter');
    const alert = page.getByRole('alert');
    await alert.getByRole('link', { name: 'There are more women than people in all.' }).waitFor();
    await alert.getByRole('link', { name: /begins with https/ }).waitFor();
    expect(await page.getByLabel('Among whom').inputValue()).toBe(among);
    expect(await page.locator('[name="percent"]').inputValue()).toBe('4,2');

    if (javaScriptEnabled) await awake(page);
    await page.getByLabel('Out of').fill('8482');
    await page.locator('[name="source"]').fill('Yearbook 2023, page 4');
    if (!javaScriptEnabled) await press(page, 'Check without saving');
    await warned(page).getByText('they make 1.25').waitFor();
    await press(page, 'Enter');
    await sees(page, 'Entered. Everybody sees it now.');
    expect(await page.getByRole('row').filter({ hasText: among }).innerText()).toContain('they make 1.25');
    await reader.goto('/reach/forces');
    const seen = reader.getByRole('row', { includeHidden: true }).filter({ hasText: among });
    expect(await seen.textContent()).toContain('Yearbook 2023, page 4');

    await page.getByRole('link', { name: among }).click();
    await page.waitForURL(/published\/[0-9a-f-]{36}$/);
    if (javaScriptEnabled) await awake(page);
    await page.locator('[name="percent"]').fill('1.25');
    await press(page, 'Correct');
    await page.getByRole('alert').getByRole('link', { name: 'Say why it is corrected.' }).waitFor();
    expect(await page.locator('[name="percent"]').inputValue()).toBe('1.25');
    await page.getByLabel('Why it is corrected').fill('A slip of ours');
    await press(page, 'Correct');
    await sees(page, 'Corrected. Everybody sees it now.');

    await page.getByRole('link', { name: among }).click();
    const history = page.locator('.versions li').first();
    await history.getByText('A slip of ours').waitFor();
    expect(await history.innerText()).toContain('was: 4.2');
    expect(await history.innerText()).toContain(people.coordinator);
    await press(page, 'Withdraw');
    await page.locator('.error').getByText('Say why it is withdrawn.').waitFor();
    await page.getByLabel('Why it is withdrawn').fill('The yearbook took it back');
    await press(page, 'Withdraw');
    await sees(page, 'It is shown as withdrawn from now on.');
    await reader.reload();
    expect(await seen.textContent()).toContain('The yearbook took it back');
    await reader.goto('/');
    expect(await seen.textContent()).toContain('The yearbook took it back');

    await page.getByRole('link', { name: among }).click();
    await press(page, 'Let it stand again');
    await sees(page, 'It stands again.');
    await reader.reload();
    expect(await seen.textContent()).not.toContain('The yearbook took it back');
  });

  it('that somebody else corrected meanwhile is not written over, and what was typed stays', async () => {
    const [page, colleague] = [
      await site.stepIn(people.coordinator, { javaScriptEnabled }),
      await site.stepIn(people.deputy, { javaScriptEnabled }),
    ];
    await page.goto('/reach/published');
    const address = (await page
      .locator('#published_share ~ * a[href^="/reach/published/"]')
      .first()
      .getAttribute('href'))!;
    await page.goto(address);
    await colleague.goto(address);
    for (const one of [colleague, page]) {
      if (javaScriptEnabled) await awake(one);
      await one.locator('[name="note"]').fill(unheardOf());
      await one.getByLabel('Why it is corrected').fill('Looked up');
    }
    const note = await page.locator('[name="note"]').inputValue();
    await press(colleague, 'Correct');
    await sees(colleague, 'Corrected. Everybody sees it now.');
    await press(page, 'Correct');
    await sees(page, 'Somebody corrected this record since you opened it.');
    expect(await page.locator('[name="note"]').inputValue()).toBe(note);
    expect(await page.locator('.versions li').first().innerText()).toContain('Looked up');
    await press(page, 'Correct');
    await sees(page, 'Corrected. Everybody sees it now.');
  });
});

it('is entered by keyboard alone, and told of while it is typed', async () => {
  const page = await site.stepIn(people.secretariat);
  await page.goto('/reach/published/new');
  await awake(page);
  await page.locator('[name="countryCode"]').focus();
  const next = (...keys: string[]) =>
    keys.reduce(async (before, key) => (await before, page.keyboard.press(key)), page.keyboard.press('Tab'));
  await next();
  await page.keyboard.type('over');
  await next();
  await page.keyboard.type('4 600');
  await next();
  const what = unheardOf();
  await page.keyboard.type(what);
  for (const name of ['asAt', 'periodFrom', 'periodTo']) {
    await page.locator(`[name="${name}"]`).focus();
    await page.keyboard.type(name === 'periodFrom' ? '01012019' : '12312019');
  }
  await warned(page).getByText('It is not above an earlier total').waitFor();
  await page.locator('[name="basis"]').focus();
  await page.keyboard.type('not stated');
  await next();
  await page.keyboard.type('https://example.org/report');
  await page.keyboard.press('Enter');
  await sees(page, 'Entered. Everybody sees it now.');
  expect(await page.getByRole('row').filter({ hasText: what }).innerText()).toContain('over 4,600');
});

it('fits a screen 320 px wide', async () => {
  const page = await site.stepIn(people.secretariat);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/reach/published');
  const first = (await page.locator('tbody a[href^="/reach/published/"]').first().getAttribute('href'))!;
  for (const path of ['/reach/published', '/reach/published/new', '/reach/published/new?kind=contradiction', first]) {
    await page.goto(path);
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(320);
  }
});

it('is offered to nobody who may not keep it', async () => {
  for (const who of ['trainer', 'leader', 'observer', 'administrator'] as const) {
    const page = await site.stepIn(people[who]);
    for (const path of ['/reach', '/reach/forces']) {
      await page.goto(path);
      expect(await page.locator('a[href^="/reach/published"]').count(), `${who} ${path}`).toBe(0);
    }
  }
});
