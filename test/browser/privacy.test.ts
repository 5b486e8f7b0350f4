import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { overhang, violationsOn } from './axe.ts';
import { sees } from './recording.ts';
import { openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const withoutScript = { javaScriptEnabled: false };
const phone = { width: 360 };

/** The button beside a part that does this with it. */
const button = (page: Page, action: 'publish' | 'withdraw', part: string) =>
  page.locator(`[formaction="?/${action}"][value="${part}"]`);

async function sound(page: Page) {
  expect(await violationsOn(page)).toEqual([]);
  expect(await overhang(page)).toBe(0);
}

describe.each([
  ['on a desk', {}],
  ['on a phone, without script', { ...phone }],
] as const)('a trainer’s profile, %s', (_, arrival) => {
  it('is published part by part, and taken back at once', async () => {
    const page = await site.stepIn(people.trainer, { ...arrival, ...withoutScript });
    const text = `Teaches ${crypto.randomUUID()}`;
    await page.goto('/profile');
    await page.locator('[name="about"]').fill(text);
    await page.locator('[name="deployments"]').fill(`Mission ${text}`);
    await button(page, 'publish', 'about').click();
    await sees(page, /Your profile is saved, and this part is published/);

    const other = await site.stepIn(people.otherTrainer);
    await other.goto('/network');
    await other.getByRole('link', { name: people.trainer }).click();
    await other.waitForURL(/\/network\/trainers\//);
    expect(await other.locator('main').innerText()).toContain(text);
    expect(await other.locator('main').innerText()).not.toContain('Mission');

    await page.locator('[name="deployments"]').fill('Typed and not saved');
    await button(page, 'withdraw', 'about').click();
    await sees(page, /This part is yours alone again/);
    expect(await page.locator('[name="deployments"]').inputValue()).toBe('Typed and not saved');
    expect((await other.reload())?.status()).toBe(404);
  });

  it('says in place what cannot be, and loses nothing', async () => {
    const page = await site.stepIn(people.trainer, { ...arrival, ...withoutScript });
    await page.goto('/profile');
    await page.locator('[name="email"]').fill('nobody');
    await page.locator('[name="about"]').fill('Kept all the same');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'Write an email address such as name@mod.example.');
    expect(await page.locator('[name="email"]').inputValue()).toBe('nobody');
    expect(await page.locator('[name="about"]').inputValue()).toBe('Kept all the same');
  });
});

describe('one’s own personal data', () => {
  it('can be taken along as JSON and PDF', async () => {
    const page = await site.stepIn(people.colleague);
    await page.goto('/privacy');
    await sound(page);
    const json = await page.request.get('/privacy/my-data.json');
    expect(((await json.json()) as { person: { name: string } }).person.name).toBe(people.colleague);
    expect(json.headers()['content-disposition']).toContain('attachment');
    const pdf = await page.request.get('/privacy/my-data.pdf');
    expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('a name is corrected by its person, at once', async () => {
    const page = await site.stepIn(people.otherCoordinator, withoutScript);
    await page.goto('/privacy');
    await page.locator('[name="name"]').fill('Biljana Aleksić Đurović');
    await page.getByRole('button', { name: 'Correct the name' }).click();
    await sees(page, 'Your name is corrected.');
    await page.locator('[name="name"]').fill(people.otherCoordinator);
    await page.getByRole('button', { name: 'Correct the name' }).click();
    await sees(page, 'Your name is corrected.');
  });

  it('an erasure is asked for, refused with a reason, asked for again and carried out', async () => {
    const page = await site.stepIn(people.colleague, { ...phone, ...withoutScript });
    const ask = async () => {
      await page.goto('/privacy');
      await page.getByRole('button', { name: 'Ask to be erased' }).click();
      await sees(page, /Your request waits since/);
    };
    await ask();
    const coordinator = await site.stepIn(people.coordinator, withoutScript);
    await coordinator.goto('/privacy/requests');
    await coordinator.getByRole('button', { name: 'Erase', exact: true }).click();
    await sees(coordinator, 'Tick this first: an erasure cannot be taken back.');
    await coordinator.locator('summary', { hasText: 'Keep the record' }).click();
    await coordinator.locator('[name="reason"]').fill('An order on training is open until June.');
    await coordinator.getByRole('button', { name: 'Keep the record' }).click();
    await sees(coordinator, 'The person is told why.');
    await page.goto('/privacy');
    await sees(page, /An order on training is open until June/);

    await ask();
    await coordinator.goto('/privacy/requests');
    await coordinator.locator('[name="sure"]').check();
    await coordinator.getByRole('button', { name: 'Erase', exact: true }).click();
    await sees(coordinator, 'The person is erased.');
    expect(await coordinator.locator('main').innerText()).not.toContain(people.colleague);
    await coordinator.goto('/network');
    expect(await coordinator.locator('main').innerText()).not.toContain(people.colleague);
    await sees(coordinator, /Former member [0-9A-F]{4}/);
    await coordinator.goto('/?language=sr');
    await coordinator.goto('/network');
    await sees(coordinator, /Особа [0-9A-F]{4} \(име обрисано\)/);
    await page.goto('/privacy');
    // The sign-in ended with the name; in the demo that page leads on to stepping in.
    expect(new URL(page.url()).pathname).toBe('/step-in');
  });
});

describe('how long things are kept', () => {
  it('is set by the coordinator within limits, and read by the ministry', async () => {
    const page = await site.stepIn(people.coordinator, withoutScript);
    await page.goto('/privacy/retention');
    const days = page.getByLabel('Days for: Sign-ins that ended');
    const set = page.getByRole('button', { name: 'Set: Sign-ins that ended' });
    await days.fill('5');
    await set.click();
    await sees(page, 'Between 30 and 365 days. Nothing was changed.');
    expect(await days.inputValue()).toBe('5');
    await days.fill('120');
    await set.click();
    await sees(page, 'The period is set.');
    const trainer = await site.stepIn(people.trainer, phone);
    await trainer.goto('/privacy/retention');
    await sees(trainer, '120');
    expect(await trainer.locator('main [name="days"]').count()).toBe(0);
    await sound(trainer);
  });
});
