import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sees } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const codes = (page: Page) => page.locator('[name="codes"]');
const save = (page: Page) => page.getByRole('button', { name: 'Save the list' }).click();
const typed = 'K-1\nAna Anić\n\nk-1\nana@mod.example';

/** Opens the list of a released session on which nobody stands yet. */
async function openList(page: Page): Promise<string> {
  await page.goto('/sessions?state=released');
  const links = page.locator('tbody a[href^="/sessions/"]');
  for (const at of Array.from({ length: await links.count() }, (_, place) => place)) {
    const href = await links.nth(at).getAttribute('href');
    await page.goto(href!);
    const link = page.getByRole('link', { name: 'List participants by codes' });
    if ((await link.count()) > 0) {
      await link.click();
      await codes(page).waitFor();
      return href!;
    }
    await page.goto('/sessions?state=released');
  }
  throw new Error('Every session of the demo has a list.');
}

describe.each([true, false])('participants by codes, with script: %s', (javaScriptEnabled) => {
  const stepIn = (who: string) => site.stepIn(who, { javaScriptEnabled });

  it('names each wrong line, loses nothing that was typed, and keeps what is right', async () => {
    const page = await stepIn(people.trainer);
    const session = await openList(page);
    if (javaScriptEnabled) await awake(page);
    await codes(page).fill(typed);
    await save(page);
    await sees(page, '3 lines are no codes');
    await sees(page, 'Line 2: this looks like a name. Write a code.');
    await sees(page, 'Line 4: this code stands on line 1 already.');
    await sees(page, 'Line 5: this looks like an email address. Write a code.');
    expect(await codes(page).inputValue()).toBe(typed);
    await codes(page).fill('K-901\nK-902\n');
    await save(page);
    await sees(page, 'Saved: 2 codes.');
    await save(page);
    await sees(page, 'Saved: 2 codes.');
    await page.goto(session);
    await sees(page, 'Participants by codes: 2 listed');
    // As it was before.
    await page.goto(`${session}/persons`);
    if (javaScriptEnabled) await awake(page);
    await codes(page).fill('');
    await save(page);
    await sees(page, 'The list is empty.');
  });

  it('comes back as it was typed after sign-out', async () => {
    const page = await stepIn(people.trainer);
    await openList(page);
    if (javaScriptEnabled) await awake(page);
    await codes(page).fill('K-903');
    await page.context().clearCookies();
    await save(page);
    await page.locator('[role="alert"]').first().waitFor();
    expect(await codes(page).inputValue()).toBe('K-903');
    site.complaints.splice(0);
  });

  it('shows who changed it meanwhile what stands, and keeps what they typed', async () => {
    const [one, two] = [await stepIn(people.trainer), await stepIn(people.coordinator)];
    const session = await openList(one);
    await two.goto(`${session}/persons`);
    for (const page of javaScriptEnabled ? [one, two] : []) await awake(page);
    await codes(two).fill('K-904');
    await save(two);
    await sees(two, 'Saved: 1 code.');
    await codes(one).fill('K-905');
    await save(one);
    await sees(one, 'The list as it stands now. Saving again puts yours in its place.');
    await sees(one, 'K-904');
    expect(await codes(one).inputValue()).toBe('K-905');
    await save(one);
    await sees(one, 'Saved: 1 code.');
    await codes(one).fill('');
    await save(one);
    await sees(one, 'The list is empty.');
    site.complaints.splice(0);
  });
});

describe('persons', () => {
  it('are a figure of their own for their ministry, and for others what it released of them', async () => {
    const coordinator = await site.stepIn(people.coordinator);
    const stranger = await site.visitor();
    const address = '/figure?kind=peers_at_home&ministry=BA';
    await coordinator.goto(address);
    await sees(coordinator, /^Between [\d,]+ and [\d,]+ persons$/);
    await coordinator.goto('/reach?kind=peers_at_home&ministry=BA');
    await sees(coordinator, /^Between [\d,]+ and [\d,]+ persons$/);
    await stranger.goto(address);
    expect(await stranger.locator('main').innerText()).not.toMatch(/persons/);
    await coordinator.getByRole('link', { name: 'Persons, and what leaves your ministry' }).click();
    await coordinator.getByRole('button', { name: /^Release persons/ }).click();
    await sees(coordinator, 'Released. Everybody sees it.');
    await stranger.goto(address);
    await sees(stranger, /^At least [\d,]+ persons among [\d,]+ attendances$/);
    await coordinator.getByRole('button', { name: /^Withdraw persons/ }).click();
    await sees(coordinator, 'Withdrawn. Nobody outside your ministry sees it any more.');
    await stranger.goto(address);
    expect(await stranger.locator('main').innerText()).not.toMatch(/persons/);
  });
});
