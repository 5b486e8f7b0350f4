import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { box, complete, fillIn, record, sees, submit, unheardOf } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const tooLate = 'This version no longer waits: it was released, returned or replaced meanwhile.';

/** The number that a text shows, whatever separates its thousands. */
const numberIn = (text: string): number => Number(text.replaceAll(/[^0-9]/g, ''));

/** The headline of the public facts, as a stranger reads it at this moment. */
async function headline(stranger: Page): Promise<number> {
  await stranger.goto('/');
  return numberIn(await stranger.locator('.headline a.figure').innerText());
}

/** Publishes the figures as they are now. */
async function publish(secretariat: Page): Promise<void> {
  await secretariat.goto('/reach/publish');
  await secretariat.getByLabel('Note').fill('A session more.');
  await secretariat.getByRole('button', { name: 'Publish', exact: true }).click();
  await secretariat.getByRole('status').filter({ hasText: 'Published.' }).waitFor();
}

/** The figure that the reach page shows to somebody. */
async function reach(member: Page, query = ''): Promise<number> {
  await member.goto(`/reach${query}`);
  return numberIn(await member.locator('main a.figure, main .figure a').first().innerText());
}

describe('a session on its way out', () => {
  it('is returned with a reason, corrected, compared, released at a grain, counted, opened, and taken back', async () => {
    const [trainer, coordinator, stranger, secretariat] = await Promise.all([
      site.stepIn(people.trainer, { width: 360 }),
      site.stepIn(people.coordinator),
      site.visitor(),
      site.stepIn(people.secretariat),
    ]);
    const title = unheardOf();
    const address = await record(trainer, { title, notes: 'Seen by the ministry alone.' });
    const before = { public: await headline(stranger), network: await reach(secretariat) };

    await coordinator.goto('/home');
    await coordinator.getByRole('row').filter({ hasText: title }).getByRole('link', { name: title }).click();
    await coordinator.waitForURL(`**${address}`);
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await sees(coordinator, 'Say what should be corrected.');
    await coordinator.getByLabel('What should be corrected?').fill('x'.repeat(6000));
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await sees(coordinator, 'At most 4,000 characters fit here. Say it more briefly; your text is still in the field.');
    expect(await coordinator.getByLabel('What should be corrected?').inputValue()).toHaveLength(6000);
    await coordinator.getByLabel('What should be corrected?').fill('Two more women signed the sheet.');
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await coordinator.getByRole('status').filter({ hasText: 'Returned' }).waitFor();

    await trainer.goto('/home');
    const task = trainer.getByRole('listitem').filter({ hasText: title });
    expect(await task.innerText()).toContain('Two more women signed the sheet.');
    await task.getByRole('link', { name: 'Correct' }).click();
    await trainer.waitForURL(`**${address}`);
    await trainer.getByRole('link', { name: 'Correct' }).click();
    await trainer.getByRole('heading', { name: 'Correct this session' }).waitFor();
    await sees(trainer, 'Two more women signed the sheet.');
    expect(await box(trainer, 'woman.all').inputValue()).toBe('12');
    await fillIn(trainer, { counts: { 'woman.all': '14', 'all.all': '23' } });
    await submit(trainer);
    await sees(trainer, 'It waits for a coordinator of your ministry.');

    await coordinator.goto(address);
    await sees(coordinator, 'What changed from version 1 to version 2');
    const changes = coordinator.locator('dl.changes');
    expect(await changes.locator('del').allInnerTexts()).toEqual(['21', '12']);
    expect(await changes.locator('ins').allInnerTexts()).toEqual(['23', '14']);
    await coordinator.locator('[name="grain"][value="sex"]').check();
    await coordinator.getByRole('button', { name: 'Release', exact: true }).click();
    await coordinator.getByRole('status').filter({ hasText: 'Released' }).waitFor();

    expect(await reach(secretariat)).toBe(before.network + 23);
    // The public sees what was published, until the secretariat publishes again.
    expect(await headline(stranger)).toBe(before.public);
    await publish(secretariat);
    await expect.poll(() => headline(stranger), { timeout: 10_000 }).toBe(before.network + 23);
    await secretariat.goto('/reach');

    await secretariat.getByRole('link', { name: 'What stands behind it' }).click();
    await sees(secretariat, 'Sessions that make up this figure');
    await secretariat.goto('/reach/open?kind=peers_at_home&ministry=BA&year=2025');
    await secretariat.getByRole('link', { name: title }).click();
    await secretariat.waitForURL(`**${address}`);
    await sees(secretariat, 'Bihać, Bosnia and Herzegovina');

    await coordinator.goto(address);
    await coordinator.getByRole('button', { name: 'Withdraw the release' }).click();
    await coordinator.getByRole('status').filter({ hasText: 'Withdrawn' }).waitFor();
    expect(await reach(secretariat)).toBe(before.network);
    expect(await headline(stranger)).toBe(before.network + 23);
    expect((await secretariat.goto(address))!.status()).toBe(404);
  });

  it('is not released by whoever submitted it', async () => {
    const coordinator = await site.stepIn(people.coordinator);
    await record(coordinator, { title: unheardOf(), trainer: people.trainer });
    await sees(coordinator, 'You submitted this version, so another coordinator of your ministry has to release it.');
    expect(await coordinator.getByRole('button', { name: 'Release', exact: true }).count()).toBe(0);
  });

  it('is released once, when two coordinators press at the same time', async () => {
    const trainer = await site.stepIn(people.trainer);
    const address = await record(trainer, { ...complete, title: unheardOf() });
    const both = await Promise.all([site.stepIn(people.coordinator), site.stepIn('Ante Bošnjak')]);
    for (const coordinator of both) await coordinator.goto(address);
    await both[0]!.getByLabel('What should be corrected?').fill('Who was the host?');
    await both[0]!.getByRole('button', { name: 'Return', exact: true }).click();
    await both[0]!.getByRole('status').filter({ hasText: 'Returned' }).waitFor();
    await both[1]!.getByRole('button', { name: 'Release', exact: true }).click();
    await sees(both[1]!, tooLate);
  });

  it('shows what it has become to whoever came too late, and keeps what they typed', async () => {
    const [trainer, coordinator] = await Promise.all([site.stepIn(people.trainer), site.stepIn(people.coordinator)]);
    const address = await record(trainer, { ...complete, title: unheardOf(), place: 'Livno' });
    await coordinator.goto(address);
    await awake(coordinator);
    const reason = coordinator.getByLabel('What should be corrected?');
    await reason.fill('Who was the host?');
    const revise = async (place: string) => {
      await trainer.goto(`${address}/record`);
      await awake(trainer);
      await fillIn(trainer, { place });
      await submit(trainer);
      await trainer.waitForURL('**?done=submitted');
    };
    await revise('Cazin');
    await coordinator.getByRole('button', { name: 'Release', exact: true }).click();
    await sees(coordinator, tooLate);
    await sees(coordinator, 'Cazin, Bosnia and Herzegovina');
    expect(await reason.inputValue()).toBe('Who was the host?');

    const other = await site.stepIn('Ante Bošnjak');
    await other.goto(address);
    await other.getByLabel('What should be corrected?').fill('Which hall?');
    await other.getByRole('button', { name: 'Return', exact: true }).click();
    await other.getByRole('status').filter({ hasText: 'Returned' }).waitFor();
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await sees(coordinator, 'Which hall?');
    await sees(coordinator, tooLate);
    await sees(coordinator, 'What should be corrected? Who was the host?');
    expect(await coordinator.getByRole('button', { name: 'Return', exact: true }).count()).toBe(0);
  });

  it('is not taken from the screen by a reason without end', async () => {
    const [trainer, coordinator] = await Promise.all([site.stepIn(people.trainer), site.stepIn(people.coordinator)]);
    await coordinator.goto(await record(trainer, { ...complete, title: unheardOf() }));
    await awake(coordinator);
    const reason = coordinator.getByLabel('What should be corrected?');
    await reason.fill('x'.repeat(1_100_000));
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await sees(coordinator, /^This is more than a form can hold \(512 kB\)/);
    expect((await reason.inputValue()).length).toBe(1_100_000);
    await reason.fill('Which hall?');
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await coordinator.getByRole('status').filter({ hasText: 'Returned' }).waitFor();
    expect(await coordinator.getByRole('alert').count()).toBe(0);
  });

  it('keeps its address when the language is changed after a form was refused', async () => {
    const trainer = await site.stepIn(people.trainer);
    const address = await record(trainer, { ...complete, title: unheardOf() });
    const coordinator = await site.stepIn(people.coordinator, { javaScriptEnabled: false });
    await coordinator.goto(address);
    await coordinator.getByRole('button', { name: 'Return', exact: true }).click();
    await sees(coordinator, 'Say what should be corrected.');
    await coordinator.locator('a[hreflang="sr"]').first().click();
    await coordinator.locator('html[lang="sr"]').waitFor({ state: 'attached' });
    expect(coordinator.url()).toBe(`${site.origin}${address}`);
  });
});
