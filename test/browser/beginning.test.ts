import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { codeOf, nextCodeOf } from '#test/codes.ts';
import { isReadable } from './axe.ts';
import { record, sees } from './recording.ts';
import { openSite } from './site.ts';

/* From a platform that holds nothing to a first released session, as the first people of a network walk it. */

const site = openSite('bin/start.ts');
const password = 'seven brown bears';
const ministry = 'Ministry of Defence of Albania';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const itemOf = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text });

async function found(page: Page) {
  await expect.poll(site.printed).toMatch(/this code, which works once/);
  const [code] = /([0-9A-Z]{4}-){4}[0-9A-Z]{4}/.exec(site.printed())!;
  await page.goto('/first-run');
  await page.getByLabel('Code from the console').fill(code);
  await page.getByLabel('Name of the network').fill('Adria');
  await page.getByLabel('Your name').fill('Đurđa Šćepanović');
  await page.getByLabel('Your email address').fill('djurdja@example.org');
  await page.getByLabel('Choose a password').fill(password);
  await press(page, 'Found the network');
  await page.waitForURL('**/account?to=/home');
}

/** Sets up codes on the page of the account; returns their secret. */
async function setUpCodes(page: Page): Promise<string> {
  await press(page, 'Set up codes');
  const secret = await page.locator('code').first().innerText();
  await page.getByLabel('Code from the app').fill(await codeOf(secret));
  await press(page, 'Confirm');
  await sees(page, 'These codes are shown once, now.');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await sees(page, '10 recovery codes are left.');
  return secret;
}

/** Adds somebody with a role and an invitation; returns the link that is passed on by hand. */
async function add(page: Page, name: string, email: string, says: string): Promise<string> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Institution').fill('As in the order');
  await press(page, 'Propose');
  await sees(page, says);
  return page.getByLabel('Link of the invitation').inputValue();
}

async function accept(page: Page, link: string): Promise<string> {
  await page.goto(link);
  await page.getByLabel('Choose a password').fill(password);
  await press(page, 'Accept with this password');
  await sees(page, 'You sign in as');
  return setUpCodes(page);
}

it('leads from the founder to the first session that a ministry releases', async () => {
  const founder = await site.visitor({ width: 360 });
  const second = await site.visitor({ javaScriptEnabled: false });
  const coordinator = await site.visitor();
  const trainer = await site.visitor({ width: 360 });
  await found(founder);
  await setUpCodes(founder);
  await founder.goto('/home');
  await sees(founder, 'You administer alone');
  await isReadable(founder);

  await founder.getByRole('link', { name: 'Add a ministry' }).click();
  await sees(founder, 'Add a ministry');
  await press(founder, 'Add');
  await sees(founder, 'Choose a country.');
  await sees(founder, 'Type the name in English.');
  await isReadable(founder);
  await founder.getByLabel('Country').selectOption({ label: 'Albania' });
  await founder.getByLabel('Name (English)').fill('Ministry of Defence');
  await founder.getByLabel('Name (српски)').fill('Министарство одбране Албаније');
  await press(founder, 'Add');
  await sees(founder, 'Added. Next, propose its coordinator.');
  await isReadable(founder);
  await founder.getByRole('link', { name: 'Ministry of Defence', exact: true }).click();
  await founder.getByLabel('Name (English)').fill(ministry);
  await press(founder, 'Correct');
  await sees(founder, 'The name was corrected.');
  await sees(founder, ministry);
  await founder.getByRole('link', { name: 'Add a ministry' }).click();
  await founder.getByLabel('Country').selectOption({ label: 'Albania' });
  await founder.getByLabel('Name (English)').fill('Another');
  await press(founder, 'Add');
  await founder
    .getByRole('alert')
    .getByRole('link', { name: /^This country has a ministry here already/ })
    .waitFor();
  expect(await founder.getByLabel('Name (English)').inputValue()).toBe('Another');

  await founder.goto('/home');
  await itemOf(founder, 'You administer alone').getByRole('link', { name: 'Add a person' }).click();
  await sees(founder, 'a role of the network that you give now holds at once');
  const toSecond = await add(founder, 'Petra Novak', 'petra@example.org', 'Appointed. It holds from its first day.');
  await accept(second, toSecond);

  await founder.goto('/home');
  expect(await founder.getByText('You administer alone').count()).toBe(0);
  await itemOf(founder, `No coordinator yet: ${ministry}`).getByRole('link', { name: 'Propose one' }).click();
  await sees(founder, 'A second person has to consent before it holds');
  const toCoordinator = await add(founder, 'Arta Hoxha', 'arta@example.org', 'Proposed. It waits for the consent');
  await founder.goto('/home');
  expect(await founder.getByText('No coordinator yet').count()).toBe(0);

  await second.goto('/home');
  await itemOf(second, 'Arta Hoxha').getByRole('link', { name: 'Review' }).click();
  await itemOf(second, 'Arta Hoxha').getByRole('button', { name: 'Consent' }).click();
  await sees(second, 'You consented.');
  await second.goto('/ministries');
  expect(await second.getByRole('row').filter({ hasText: ministry }).innerText()).toMatch(/1\s+In office/);

  const secret = await accept(coordinator, toCoordinator);
  await press(coordinator, 'Sign out');
  await coordinator.goto('/sign-in');
  await coordinator.getByLabel('Email address').fill('arta@example.org');
  await coordinator.getByLabel('Password').fill(password);
  await press(coordinator, 'Sign in');
  await coordinator.getByLabel('Code from your app').fill(await nextCodeOf(secret));
  await press(coordinator, 'Sign in');
  await coordinator.waitForURL('**/home');
  await sees(coordinator, 'Coordinator, Albania');
  expect((await coordinator.goto('/ministries'))!.status()).toBe(403);

  await coordinator.goto('/people/new');
  await coordinator.getByLabel('Role').selectOption({ label: 'Trainer' });
  const toTrainer = await add(coordinator, 'Besnik Krasniqi', 'besnik@example.org', 'Appointed. It holds');
  await coordinator.getByRole('link', { name: 'Back to the person' }).click();
  await sees(coordinator, 'Besnik Krasniqi is not on the roster');
  await coordinator.getByRole('link', { name: 'Add to the roster' }).click();
  expect(await coordinator.getByLabel('One of our people').locator(':checked').innerText()).toBe('Besnik Krasniqi');
  await coordinator.getByLabel('Certified on').fill('2090-01-01');
  await press(coordinator, 'Add');
  await coordinator.getByRole('alert').getByRole('link', { name: 'This day has not come yet.' }).waitFor();
  await isReadable(coordinator);
  await coordinator.getByLabel('Certified on').fill('2024-05-14');
  await press(coordinator, 'Add');
  await sees(coordinator, 'Added. Sessions can name them from now on.');
  await isReadable(coordinator);
  const entry = coordinator.getByRole('row').filter({ hasText: 'Besnik Krasniqi' });
  expect(await entry.innerText()).toContain('14 May 2024');

  await trainer.goto(toTrainer);
  await trainer.getByLabel('Choose a password').fill(password);
  await press(trainer, 'Accept with this password');
  await sees(trainer, 'You sign in as');
  const address = await record(trainer, { title: 'The first of this ministry', trainer: 'Besnik Krasniqi' });
  await coordinator.goto(address);
  await sees(coordinator, 'Besnik Krasniqi');
  await press(coordinator, 'Release');
  await sees(coordinator, 'Withdraw the release');
  await coordinator.goto('/people');
  await coordinator.getByRole('link', { name: 'Besnik Krasniqi', exact: true }).click();
  await sees(coordinator, 'Appointments over time');
  expect(await coordinator.getByRole('link', { name: 'Add to the roster' }).count()).toBe(0);
});
