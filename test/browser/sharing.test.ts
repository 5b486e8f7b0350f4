import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sees } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const coordinator = 'Vesna Mijović';
const joint = 'Gender perspective in operations, a course of two ministries';

/** Goes on with Tab until what is named has the focus. */
async function tabTo(page: Page, name: string | RegExp, role: 'link' | 'button' | 'textbox') {
  const wanted = page.getByRole(role, { name }).first();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`“${name}” cannot be reached by keyboard.`);
}

/** How many sessions and attendances of what the page of reach shows are shared, as its bridge says. */
async function lessShared(page: Page): Promise<string[]> {
  await page.goto('/reach');
  const row = page.getByRole('row').filter({ hasText: 'less shared sessions' });
  return (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
}

describe('a session that two ministries held', () => {
  it('is found on home, claimed by keyboard, in the figures at once, and given back', async () => {
    const [page, secretariat] = await Promise.all([site.stepIn(coordinator), site.stepIn(people.secretariat)]);
    expect(await lessShared(secretariat)).toEqual(['−1', '−26']);
    await page.goto('/home');
    await awake(page);
    const task = page.getByRole('listitem').filter({ hasText: `Claim “${joint}”` });
    const href = await task.getByRole('link', { name: 'Look' }).getAttribute('href');
    await page.goto(href!);
    await awake(page);
    await sees(page, 'For the network this session counts once');
    await tabTo(page, 'Claim it', 'button');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Claimed. It counts' }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Claimed:' }).innerText()).toContain(coordinator);
    expect(await lessShared(secretariat)).toEqual(['−2', '−47']);
    await secretariat.goto(href!);
    // The network sees which ministry, and not who.
    expect(await secretariat.getByRole('listitem').filter({ hasText: 'Claimed:' }).innerText()).toContain('Montenegro');
    expect(await secretariat.getByRole('button', { name: /claim/i }).count()).toBe(0);

    await page.goto('/home');
    expect(await page.getByText(`Claim “${joint}”`).count()).toBe(0);
    await page.goto(href!);
    await awake(page);
    await tabTo(page, 'Take the claim back', 'button');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'The claim is taken back.' }).waitFor();
    expect(await lessShared(secretariat)).toEqual(['−1', '−26']);
  });

  it('is claimed without script', async () => {
    const page = await site.stepIn(coordinator, { javaScriptEnabled: false, width: 360 });
    await page.goto('/home');
    await page
      .getByRole('listitem')
      .filter({ hasText: `Claim “${joint}”` })
      .getByRole('link', { name: 'Look' })
      .click();
    await page.getByRole('button', { name: 'Claim it' }).click();
    await page.getByRole('status').filter({ hasText: 'Claimed. It counts' }).waitFor();
    await page.getByRole('button', { name: 'Take the claim back' }).click();
    await page.getByRole('status').filter({ hasText: 'The claim is taken back.' }).waitFor();
  });
});

describe('two sessions that look like one', () => {
  it('are decided about by keyboard: one is left out with a reason, and counts again', async () => {
    const [page, secretariat] = await Promise.all([site.stepIn(coordinator), site.stepIn(people.secretariat)]);
    await page.goto('/home');
    await tabTo(page, 'Decide', 'link');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sessions/overlaps');
    const pair = page.getByRole('listitem').filter({ hasText: 'Equal opportunities in the unit' }).first();
    expect(await pair.innerText()).toContain('Both were held on the same day in Kolašin');
    await pair.getByText('The same: leave one out of the sums').press('Enter');
    await tabTo(page, 'Sign and leave out', 'button');
    await page.keyboard.press('Enter');
    await sees(page, 'Say why: your reason stands beside the figure.');
    await tabTo(page, 'Why are they the same?', 'textbox');
    await page.keyboard.type('One was entered from the invitation.');
    await tabTo(page, 'Sign and leave out', 'button');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Signed: it is left out of the sums.' }).waitFor();

    await secretariat.goto('/reach?ministry=ME');
    await secretariat.getByRole('link', { name: 'One session is left out' }).click();
    await secretariat.waitForURL('**#left-out');
    await sees(secretariat, 'One was entered from the invitation.');
    // What the figure opens to has the one that counts.
    await sees(secretariat, 'Equal opportunities in the unit');
    expect(await secretariat.getByRole('row').count()).toBeGreaterThan(40);

    const left = page.getByRole('listitem').filter({ hasText: 'One was entered from the invitation.' });
    await left.getByText('Let it count again').first().press('Enter');
    await left.getByLabel('Why should it count?').fill('They were two groups.');
    await left.getByRole('button', { name: 'Let it count again' }).press('Enter');
    await page.getByRole('status').filter({ hasText: 'It counts again.' }).waitFor();
    await secretariat.goto('/reach?ministry=ME');
    expect(await secretariat.getByText('is left out').count()).toBe(0);
  });

  it('are told apart without script, and suggested again', async () => {
    const page = await site.stepIn(coordinator, { javaScriptEnabled: false, width: 360 });
    await page.goto('/sessions/overlaps');
    await page.getByRole('button', { name: 'Not the same' }).first().click();
    await page.getByRole('status').filter({ hasText: 'They are not suggested again.' }).waitFor();
    await sees(page, `Said by ${coordinator}`);
    await page.getByRole('button', { name: 'Suggest again' }).click();
    await page.getByRole('status').filter({ hasText: 'They are suggested again.' }).waitFor();
  });
});
