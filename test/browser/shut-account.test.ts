import { describe, expect, it } from 'vitest';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { isReadable } from './axe.ts';
import { sees } from './recording.ts';
import { openSignedIn } from './signed-in.ts';

/* Of people who were added here: the demo's are no accounts that anybody could shut. */

const platform = await openTestPlatform();
const { people, database } = platform;
const gone = people.trainer.BA;
const site = await openTestSite(database);
const as = openSignedIn(site);

describe.each([
  ['with script', { javaScriptEnabled: true }],
  ['without script', { javaScriptEnabled: false }],
])('an account, %s', (_, arrival) => {
  it('is shut by who answers for its person, who is signed out at once, and is opened again', async () => {
    const [leader, own] = [await as(people.leader, arrival), await as(gone, arrival)];
    await own.goto('/sessions');
    await sees(own, 'Sessions');

    await leader.goto(`/people/${gone.personId}`);
    await leader.getByText('Shut the account of A trainer').click();
    await sees(leader, 'Every sign-in of theirs ends at once');
    if (arrival.javaScriptEnabled) await isReadable(leader);
    await leader.getByRole('button', { name: 'Shut the account', exact: true }).click();
    await sees(leader, 'The account is shut, and every sign-in of it has ended.');
    await sees(leader, 'The account of A trainer is shut since');
    if (arrival.javaScriptEnabled) await isReadable(leader);

    await own.goto('/sessions');
    expect(own.url()).toMatch(/\?to=%2Fsessions$/);

    await leader.getByRole('button', { name: 'Open the account again' }).click();
    await sees(leader, 'Shut the account of A trainer');
    const again = await as(gone, arrival);
    await again.goto('/sessions');
    expect(new URL(again.url()).pathname).toBe('/sessions');
  });
});

it('nobody meets the button who does not answer for the person', async () => {
  for (const who of [people.auditor, people.administrator, gone]) {
    const page = await as(who);
    expect((await page.goto(`/people/${gone.personId}`))!.status()).toBe(200);
    expect(await page.getByText('Shut the account of').count()).toBe(0);
  }
});

describe('whoever was signed out meanwhile', () => {
  it.each([true, false])('is led back to the form from where they sign in (script: %s)', async (javaScriptEnabled) => {
    const page = await as(people.leader, { javaScriptEnabled });
    await page.goto(`/people/${gone.personId}?from=here`);
    await page.getByText('Shut the account of A trainer').click();
    await page.context().clearCookies({ name: 'kaskada_sign_in' });
    await page.getByRole('button', { name: 'Shut the account', exact: true }).click();
    await sees(page, 'You are signed out, so nothing was saved.');
    const back = page.getByRole('alert').getByRole('link', { name: 'Sign in in a new tab' });
    const to = new URL((await back.getAttribute('href'))!, site.origin).searchParams.get('to');
    expect(to?.split('?')[0]).toBe(`/people/${gone.personId}`);
    expect(to).not.toContain('shut');
    // The bar of a phone names each place once, also for who has none of their own.
    await page.setViewportSize({ width: 360, height: 740 });
    const bar = await page.locator('nav.bar > ul > li > a').allInnerTexts();
    expect(bar).toEqual([...new Set(bar)]);
  });
});

it('the menu marks People where the ministries are kept', async () => {
  const page = await as(people.administrator);
  for (const path of ['/ministries', '/ministries/new', '/people']) {
    await page.goto(path);
    const marked = page.locator('header.side nav [aria-current="page"]');
    expect(await marked.allInnerTexts(), path).toEqual(['People']);
  }
});
