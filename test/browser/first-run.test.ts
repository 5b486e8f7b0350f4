import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { overhang, violationsOn } from './axe.ts';
import { sees } from './recording.ts';
import { openSite } from './site.ts';

const site = openSite('bin/start.ts');
const password = 'seven brown bears';

/** The founder comes back with their own login, and is led to what an administrator lacks. */
async function signsIn(page: Page) {
  await page.getByLabel('Email address').fill('djurdja@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/account**');
  await sees(page, 'A role of yours is waiting for a second factor');
  expect(await violationsOn(page)).toEqual([]);
}

describe('a platform that holds nothing yet', () => {
  it('is founded once, by whoever knows the code on the console', async () => {
    await expect.poll(site.printed).toMatch(/this code, which works once/);
    const [code] = /([0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(site.printed())!;
    const page = await site.visitor({ width: 360 });

    expect((await page.goto('/'))!.status()).toBe(200);
    // Without a single record no axis is drawn, and nothing is said of sessions that there are not.
    expect(await page.locator('figure.picture svg .tick').count()).toBe(0);
    await sees(page, 'No published total is known here, and no session has been released yet.');
    await page.locator('main').getByRole('link', { name: 'How we count', exact: true }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.goto('/figure');
    expect(await page.locator('main').innerText()).not.toContain('Each of these sessions');
    expect((await page.goto('/step-in'))!.status()).toBe(404);
    await page.goto('/sign-in');
    await page.waitForURL('**/first-run');
    await page.getByRole('heading', { name: 'Found the network' }).waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);

    const found = page.getByRole('button', { name: 'Found the network' });
    await page.getByLabel('Code from the console').fill('AAAA-AAAA-AAAA-AAAA-AAAA');
    await page.getByLabel('Name of the network').fill('Мрежа Adria');
    await page.getByLabel('Your name').fill('Đurđa Šćepanović');
    await page.getByLabel('Your email address').fill('djurdja@example.org');
    await page.getByLabel('Choose a password').fill('kaskada kaskada');
    await page.getByLabel('Your name').fill(' ');
    await found.click();
    await sees(page, 'Type your name.');
    await sees(page, 'Too many would think of this one.');
    expect(await page.getByLabel('Code from the console').inputValue()).toBe('AAAA-AAAA-AAAA-AAAA-AAAA');
    await page.getByLabel('Your name').fill('Đurđa Šćepanović');
    await page.getByLabel('Choose a password').fill(password);
    await found.click();
    await sees(page, 'This is not the code that the console shows. Copy it once more.');
    expect(await page.getByLabel('Code from the console').inputValue()).toBe('');
    expect(await page.getByLabel('Name of the network').inputValue()).toBe('Мрежа Adria');
    expect(await violationsOn(page)).toEqual([]);

    const second = await site.visitor();
    await second.goto('/first-run');

    await page.getByLabel('Code from the console').fill(code.toLowerCase().replaceAll('-', ' '));
    await page.getByLabel('Choose a password').fill(password);
    await found.click();
    await page.waitForURL('**/account?to=/home');
    await sees(page, 'You sign in as djurdja@example.org.');
    // A password alone administers nothing yet.
    await sees(page, 'waiting for a second factor');
    await page.goto('/home');
    await page.getByText('More', { exact: true }).click();
    await sees(page, 'Đurđa Šćepanović');
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.title()).toContain('Kaskada');

    await second.getByLabel('Code from the console').fill(code);
    await second.getByLabel('Name of the network').fill('Another');
    await second.getByLabel('Your name').fill('Somebody');
    await second.getByLabel('Your email address').fill('somebody@example.org');
    await second.getByLabel('Choose a password').fill(password);
    await second.getByRole('button', { name: 'Found the network' }).click();
    await sees(second, 'The network exists already. Sign in to use it.');
    expect((await second.goto('/first-run'))!.status()).toBe(404);
    expect((await second.goto('/step-in'))!.status()).toBe(404);
    expect((await second.goto('/sign-in'))!.status()).toBe(200);
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await violationsOn(second)).toEqual([]);
    await signsIn(second);
    await second.goto('/');
    await sees(second, 'Мрежа Adria');
    await sees(second, 'No figure has been published yet.');
    expect(await violationsOn(second)).toEqual([]);
  });
});
