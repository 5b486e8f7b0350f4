import { expect, it } from 'vitest';
import { sees, unheardOf } from './recording.ts';
import { openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();

it.each([true, false])('a roster is added to, corrected and ended (script: %s)', async (javaScriptEnabled) => {
  const page = await site.stepIn(people.deputy, { javaScriptEnabled });
  const name = unheardOf();
  const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
  const entry = page.getByRole('row').filter({ hasText: name });
  await page.goto('/network');
  await page.getByRole('link', { name: 'Add a trainer' }).click();
  await press('Add');
  await page.getByRole('alert').getByRole('link', { name: 'Type the name.' }).waitFor();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Active from').fill('2024-03-01');
  await press('Add');
  await sees(page, 'Added. Sessions can name them from now on.');
  expect(await entry.innerText()).toContain('since 1 March 2024');

  await page.getByRole('link', { name }).click();
  await page.getByLabel('Active to').fill('2024-02-29');
  await press('Save');
  await page.getByRole('alert').getByRole('link', { name: 'The last day comes before the first one.' }).waitFor();
  expect(await page.getByLabel('Name').inputValue()).toBe(name);
  await page.getByLabel('Active to').fill('2025-02-28');
  await press('Save');
  await sees(page, 'Saved.');
  expect(await entry.innerText()).toContain('1 March 2024 to 28 February 2025');
});

it('nobody meets a link that is not theirs', async () => {
  for (const who of ['trainer', 'leader', 'otherTrainer', 'administrator', 'observer'] as const) {
    const page = await site.stepIn(people[who]);
    await page.goto('/network');
    expect(await page.locator('a[href^="/network/roster"]').count()).toBe(0);
  }
});
