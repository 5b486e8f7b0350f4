import { describe, expect, it } from 'vitest';
import { box, complete, fillIn, sees, submit, unheardOf } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();

describe('a trainer on a phone', () => {
  it('steps in, records, is told at once what cannot be, leaves, comes back to the draft and submits', async () => {
    const page = await site.visitor({ width: 360 });
    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Step in as ${people.trainer}` }).click();
    await page.waitForURL('**/home');
    await awake(page);

    await page.getByRole('link', { name: '+ Record' }).click();
    await page.getByRole('heading', { name: 'Record a session' }).waitFor();
    expect(await page.getByLabel(people.trainer).isChecked()).toBe(true);
    await fillIn(page, { ...complete, place: 'Livno', counts: { 'woman.civilian': '12', 'man.civilian': '9' } });
    await page.getByRole('checkbox', { name: /^1\. / }).check();
    await page.getByLabel('Find a trainer').fill('tomislav peric');
    await page.getByLabel(people.colleague).check();
    await page.getByRole('button', { name: 'Nobody else was there' }).click();
    expect(await box(page, 'man.cadet').inputValue()).toBe('0');
    await sees(page, 'people: 12 women, 9 men');

    await fillIn(page, { counts: { 'all.all': '15' } });
    const notice = page.getByText('Two of these numbers cannot both be right').locator('..');
    await notice.waitFor();
    expect(await notice.innerText()).toContain(
      'women, civilian: 12 and men, civilian: 9 make 21 together, but you say everybody: 15.',
    );
    await box(page, 'all.all').fill('22');
    await notice.waitFor({ state: 'detached' });
    await sees(page, /^Draft saved /);

    await page.getByRole('link', { name: 'Home' }).click();
    await sees(page, 'Finish “Peers at home, Livno”');
    await page.getByRole('link', { name: 'Finish', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Record a session' }).waitFor();
    expect(await page.getByLabel('Date', { exact: true }).inputValue()).toBe('2025-05-14');
    expect(await page.getByLabel('Place', { exact: true }).inputValue()).toBe('Livno');
    expect(await box(page, 'woman.civilian').inputValue()).toBe('12');
    expect(await box(page, 'all.all').inputValue()).toBe('22');
    expect(await page.getByLabel(people.colleague).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /^1\. / }).isChecked()).toBe(true);

    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry. Nobody outside your ministry sees it.');
    await sees(page, 'Waits for release');
    expect(await page.getByRole('row', { name: /^Everybody/ }).innerText()).toMatch(/22$/);
  });

  it('keeps what was typed a moment before leaving', async () => {
    const page = await site.stepIn(people.trainer, { width: 360 });
    await page.goto('/sessions/new');
    await awake(page);
    const title = unheardOf();
    await fillIn(page, { title });
    await page.getByRole('link', { name: 'Home' }).click();
    await page.waitForURL('**/home');
    await expect.poll(async () => (await page.goto('/sessions?state=draft'), page.getByText(title).count())).toBe(1);
  });
});
