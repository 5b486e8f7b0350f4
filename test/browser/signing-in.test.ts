import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '#test/codes.ts';
import { invitedBy } from '#test/invited.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { addAuthenticator } from './authenticator.ts';
import { isReadable } from './axe.ts';
import { sees } from './recording.ts';
import { launchBrowser } from './site.ts';

const password = 'seven brown bears';
const { database, connection, people } = await openTestPlatform();
const { origin } = await openTestSite(database);
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => void (browser = await launchBrowser()));
beforeEach(async () => void (await connection.script('delete from kaskada.used_code')));
afterEach(() => context.close());
afterAll(() => browser.close());

async function visitor(options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  context = await browser.newContext({ baseURL: origin, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  return context.newPage();
}

async function signIn(page: Page, email: string) {
  await page.goto('/sign-in?own');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

describe('without script', () => {
  const email = 'selma@example.org';
  let secret = '';

  it('an invitation is accepted, and codes are set up and asked for', async () => {
    const page = await visitor({ javaScriptEnabled: false });
    await page.goto(await invitedBy(database, people.administrator, people.coordinator.BA, email));
    await sees(page, 'A coordinator, choose how you sign in from now on.');
    await page.getByLabel('Choose a password').fill('short');
    await page.getByRole('button', { name: 'Accept with this password' }).click();
    await sees(page, 'Take at least 12 characters.');
    await page.getByLabel('Choose a password').fill(password);
    await page.getByRole('button', { name: 'Accept with this password' }).click();
    await sees(page, 'A role of yours is waiting for a second factor');
    await page.getByRole('button', { name: 'Set up codes' }).click();
    secret = (await page.locator('code').innerText()).trim();
    await page.getByLabel('Code from the app').fill('000000');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await sees(page, 'The code is not right');
    expect((await page.locator('code').innerText()).trim()).toBe(secret);
    await page.getByLabel('Code from the app').fill(await codeOf(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await sees(page, 'These codes are shown once, now.');
    expect(await page.locator('ol code').count()).toBe(10);
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await sees(page, '10 recovery codes are left.');
    await page.getByRole('button', { name: 'Sign out' }).click();

    await connection.script('delete from kaskada.used_code');
    await signIn(page, email);
    await sees(page, 'One more step');
    await page.getByLabel('Code from your app').fill(await codeOf(secret));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/home');
  });

  it('sign-ins are ended one by one', async () => {
    const page = await visitor({ javaScriptEnabled: false });
    await signIn(page, email);
    await page.getByLabel('Code from your app').fill(await codeOf(secret));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto('/account');
    await page
      .getByRole('button', { name: /^End the sign-in on/ })
      .first()
      .click();
    await sees(page, 'That sign-in has ended.');
  });
});

describe('with script', () => {
  it('every step can be read by everybody', async () => {
    const page = await visitor();
    await page.goto(await invitedBy(database, people.coordinator.BA, people.deputy, 'deputy@example.org'));
    await isReadable(page);
    await page.getByLabel('Choose a password').fill(password);
    await page.getByRole('button', { name: 'Accept with this password' }).click();
    await sees(page, 'A role of yours is waiting for a second factor');
    await isReadable(page);
    await page.getByRole('button', { name: 'Set up codes' }).click();
    await sees(page, 'Scan this picture');
    await isReadable(page);
    const secret = await page.locator('code').innerText();
    await page.getByLabel('Code from the app').fill(await codeOf(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await sees(page, 'These codes are shown once, now.');
    await isReadable(page);
    await page.context().clearCookies();
    await signIn(page, 'deputy@example.org');
    await sees(page, 'One more step');
    await isReadable(page);
  });

  it('a passkey accepts an invitation, signs in, is renamed and stays as the only way in', async () => {
    const page = await visitor();
    await addAuthenticator(page);
    await page.goto(await invitedBy(database, people.administrator, people.coordinator.MK, 'mk@example.org'));
    await page.getByRole('button', { name: 'Accept with a passkey' }).click();
    await sees(page, 'You sign in as mk@example.org.');
    await sees(page, 'Passkey without a name');
    expect(await page.getByText('A role of yours is waiting').count()).toBe(0);

    await page.getByText('Change “Passkey without a name”').click();
    await page.locator('form[action="?/renamePasskey"]').getByLabel('Name of the passkey').fill('Work laptop');
    await page.getByRole('button', { name: 'Rename' }).click();
    await sees(page, 'The passkey has its new name.');
    await page.getByText('Change “Work laptop”').click();
    await isReadable(page);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await sees(page, 'This is the only way in that you have');

    await page.context().clearCookies();
    await page.goto('/sign-in?own&to=/reach');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForURL(`${origin}/reach`);
    await connection.script(`update kaskada.fresh_check set checked_at = now() - interval '11 minutes'`);
    await page.goto('/account');
    await sees(page, 'Is it still you?');
    await isReadable(page);
    await page.getByRole('button', { name: 'Confirm with a passkey' }).click();
    await sees(page, 'For ten minutes you can change how you sign in.');
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await sees(page, 'Your password is set.');
  });

  it('a passkey beside a password makes a weak sign-in strong', async () => {
    const page = await visitor();
    await addAuthenticator(page);
    await page.goto(await invitedBy(database, people.administrator, people.coordinator.RS, 'rs@example.org'));
    await page.getByLabel('Choose a password').fill(password);
    await page.getByRole('button', { name: 'Accept with this password' }).click();
    await sees(page, 'A role of yours is waiting for a second factor');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await sees(page, 'The passkey was added.');
    expect(await page.getByText('A role of yours is waiting').count()).toBe(0);
  });
});
