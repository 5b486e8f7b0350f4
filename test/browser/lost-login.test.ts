import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { giveLogin, hasWayIn, takeLogins } from '#test/logins.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { isReadable } from './axe.ts';
import { sees } from './recording.ts';
import { openSignedIn } from './signed-in.ts';

const platform = await openTestPlatform();
const { people, database } = platform;
const { leader, deputy, administrator } = people;
const lost = people.trainer.BA;
const site = await openTestSite(database);
const as = openSignedIn(site);
beforeEach(async () => {
  await takeLogins(platform);
  for (const who of [leader, deputy, lost]) await giveLogin(platform, who);
});

async function askFor(page: Page, reason: string) {
  await page.goto(`/people/${lost.personId}`);
  await page.getByText('Has A trainer lost every way to sign in?').click();
  await page.getByLabel('What happened?').fill(reason);
  await page.getByRole('button', { name: 'Ask for a new beginning' }).click();
}
const itemOf = (page: Page) =>
  page.getByRole('listitem').filter({ hasText: 'is said to have lost every way to sign in' });

describe.each([
  ['with script', { locale: 'en-GB', javaScriptEnabled: true }],
  ['without script', { locale: 'en-GB', javaScriptEnabled: false }],
])('a lost login, %s', (_, arrival) => {
  it('is asked for by one, granted by another who sees it at home, and followed by an invitation', async () => {
    const [one, other] = [await as(leader, arrival), await as(deputy, arrival)];
    await askFor(one, ' ');
    await sees(one, 'Say what happened.');
    await one.getByLabel('What happened?').fill('The phone fell into a lake.');
    await one.getByRole('button', { name: 'Ask for a new beginning' }).click();
    await sees(one, 'Asked. A second person has to grant it');
    await sees(one, 'A leader said on');
    await sees(one, 'Another coordinator, deputy or leader of the ministry can grant it');
    expect(await one.getByRole('link', { name: 'Decide' }).count()).toBe(0);
    await one.goto('/people');
    await sees(one, 'Somebody else has to grant it.');
    expect(await itemOf(one).getByRole('button', { name: 'Grant' }).count()).toBe(0);

    await other.goto('/home');
    await itemOf(other).getByRole('link', { name: 'Decide' }).click();
    await sees(other, 'Reason: The phone fell into a lake.');
    if (arrival.javaScriptEnabled) await isReadable(other);
    await itemOf(other).getByRole('button', { name: 'Grant' }).click();
    await sees(other, 'Every way in of this person has ended');
    expect(await hasWayIn(platform, lost)).toBe(false);

    await one.goto(`/people/${lost.personId}`);
    await sees(one, 'Granted by A deputy on');
    expect(await one.getByLabel('Email address').count()).toBe(0);
    await other.goto(`/people/${lost.personId}`);
    await other.getByLabel('Email address').fill('new@example.org');
    await other.getByRole('button', { name: 'Invite' }).click();
    await sees(other, 'Pass this link on by hand.');
  });

  it('is taken back by the person, who has lost nothing', async () => {
    const [one, own] = [await as(leader, arrival), await as(lost, arrival)];
    await askFor(one, 'They say so.');
    await sees(one, 'Asked. A second person has to grant it');
    await own.goto('/home');
    await own
      .getByRole('listitem')
      .filter({ hasText: 'Somebody says that you lost' })
      .getByRole('link', { name: 'Look' })
      .click();
    await sees(own, 'Reason: They say so.');
    if (arrival.javaScriptEnabled) await isReadable(own);
    await own.getByRole('button', { name: 'I have not lost anything' }).click();
    await sees(own, 'The request is off the table.');
    expect(await hasWayIn(platform, lost)).toBe(true);
  });
});

it('is told in Serbian', async () => {
  const one = await as(leader, { locale: 'sr-RS' });
  await one.goto(`/people/${lost.personId}`);
  await one.getByText('A trainer: да ли су изгубљени сви начини пријаве?').click();
  await one.getByLabel('Шта се догодило?').fill('Телефон је пао у језеро.');
  await one.getByRole('button', { name: 'Затражите нови почетак' }).click();
  await sees(one, 'Мора да одобри друга особа');
  await one.goto('/people');
  await sees(one, 'Изгубљени приступи');
  const own = await as(lost, { locale: 'sr-RS' });
  await own.goto('/account');
  await sees(own, 'Неко каже да сте изгубили све начине пријаве');
});

it('an administrator who adds somebody to a ministry that invites its own is told before anything is done', async () => {
  const page = await as(administrator, { locale: 'en-GB' });
  await page.goto('/people/new');
  await page.getByLabel('Name').fill('Somebody new');
  await page.getByLabel('Email address').fill('somebody@example.org');
  await page.getByLabel('Ministry or network').selectOption({ label: 'Ministry of Defence BA' });
  await page.getByLabel('Role').selectOption({ label: 'Trainer' });
  await page.getByLabel('Institution').fill('Training Centre');
  await page.getByRole('button', { name: 'Propose' }).click();
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^People of this ministry are invited by/ })
    .waitFor();
  await page.goto('/people');
  expect(await page.getByText('Somebody new').count()).toBe(0);
});
