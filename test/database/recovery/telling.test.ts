import { expect, test } from 'vitest';
import { newId } from '#shared/ids.ts';
import { giveLogin } from '#test/logins.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { byCommand } from './verbs.ts';

/* What the page of a person of the network says of who can help, and of who learns of what, where no mail is sent. */

const platform = await openTestPlatform();
const { database, people } = platform;
const site = await openTestSite(database);
const lost = await appoint(platform, 'observer');
const { administrator, secretariat } = people;
for (const one of [lost, administrator]) await giveLogin(platform, one);
const page = async () => (await (await site.as(administrator))(`/people/${lost.personId}`)).text();

test('nobody is promised a letter where none is sent', async () => {
  const text = await page();
  expect(text).toContain('No email is sent from here: tell them yourself.');
  expect(text).toContain('They learn of it when they sign in: no email is sent from here.');
  expect(text).not.toMatch(/told by email|told at once/);
});

test('helpers are named only once there are some', async () => {
  await byCommand(platform).asks(administrator, lost, newId<'LoginReset'>());
  const stuck = await page();
  expect([stuck.includes('Nobody can grant it yet'), stuck.includes('The secretariat or another')]).toEqual([
    true,
    false,
  ]);
  await giveLogin(platform, secretariat);
  const helped = await page();
  expect([helped.includes('Nobody can grant it yet'), helped.includes('The secretariat or another')]).toEqual([
    false,
    true,
  ]);
});
