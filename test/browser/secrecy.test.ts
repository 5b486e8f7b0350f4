import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { awake, openSite } from './site.ts';
import { box, fillIn, record, sees, submit, unheardOf } from './recording.ts';
import { people } from './stops.ts';

const site = openSite();
const nobodys = '/sessions/01890000-0000-7000-8000-000000000000';
const members = ['otherTrainer', 'otherCoordinator', 'secretariat'] as const;
const outsiders = [...members, 'observer', 'stranger'] as const;
type Outsider = (typeof outsiders)[number];

const asOutsider = (who: Outsider): Promise<Page> => (who === 'stranger' ? site.visitor() : site.stepIn(people[who]));

/** What an address answers: the status of the last answer, and what can be read there; never the address itself. */
async function answerAt(page: Page, path: string): Promise<{ status: number; text: string }> {
  const answer = (await page.goto(path))!;
  return { status: answer.status(), text: await page.locator('body').innerText() };
}

/** Everywhere that somebody might come across a session. */
async function everywhere(page: Page, title: string): Promise<string[]> {
  const word = encodeURIComponent(title);
  const paths = [
    `/sessions?of=network&text=${word}`,
    `/sessions?of=own&text=${word}`,
    `/find?text=${word}`,
    '/reach',
    '/reach/open?kind=peers_at_home&ministry=BA&year=2025',
    '/figure?ministry=BA&year=2025',
    '/home',
    '/network',
    '/',
  ];
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    // The field of a search shows what was searched for; the text of the page must not.
    if ((await page.locator('body').innerText()).includes(title)) found.push(path);
  }
  const results = await page.request.get(`/find/results?text=${word}`);
  if (results.ok() && ((await results.json()) as unknown[]).length > 0) found.push('/find/results');
  return found;
}

/** Nothing of a session can be told from nothing at all. */
async function expectNothing(page: Page, address: string, title: string): Promise<void> {
  expect(await answerAt(page, address)).toEqual(await answerAt(page, nobodys));
  const data = await page.request.get(`${address}/__data.json`);
  expect(await data.text()).not.toContain(title);
  expect(data.status()).toBe((await page.request.get(`${nobodys}/__data.json`)).status());
  expect(await everywhere(page, title)).toEqual([]);
}

describe('nobody outside the ministry comes across', () => {
  it.each(outsiders)('a draft, nor a submitted version: %s', async (who) => {
    const trainer = await site.stepIn(people.trainer);
    const [drafted, submitted] = [unheardOf(), unheardOf()];
    await trainer.goto('/sessions/new');
    await fillIn(trainer, { title: drafted });
    const draft = new URL(trainer.url()).pathname.replace(/\/record$/, '');
    await trainer.getByRole('button', { name: 'Save draft' }).click();
    await sees(trainer, /^Draft saved /);
    const version = await record(trainer, { title: submitted });
    expect(await everywhere(trainer, drafted)).toContain('/find/results');
    expect(await everywhere(trainer, submitted)).toContain('/find/results');

    const page = await asOutsider(who);
    await expectNothing(page, draft, drafted);
    await expectNothing(page, version, submitted);
  });
});

describe('what was released', () => {
  it('is seen by the network at its grain, without notes and names; a newer version is not', async () => {
    const [trainer, coordinator] = [await site.stepIn(people.trainer), await site.stepIn(people.coordinator)];
    const [title, newer] = [unheardOf(), unheardOf()];
    const address = await record(trainer, { title, notes: 'For our own eyes.' });
    await coordinator.goto(address);
    await coordinator.locator('[name="grain"][value="sex"]').check();
    await coordinator.getByRole('button', { name: 'Release', exact: true }).click();
    await coordinator.getByRole('button', { name: 'Withdraw the release' }).waitFor();
    await trainer.goto(`${address}/record`);
    await fillIn(trainer, { title: newer });
    await submit(trainer);
    await sees(trainer, 'It waits for a coordinator of your ministry.');

    for (const who of members) {
      const page = await asOutsider(who);
      const { status, text } = await answerAt(page, address);
      expect(status).toBe(200);
      expect(text).toContain(title);
      expect(text).not.toContain(newer);
      expect(text).not.toContain('For our own eyes.');
      expect(text).not.toContain(people.trainer);
      const head = page.locator('table', { hasText: 'Everybody' });
      expect((await head.innerText()).match(/\d+/g)).toEqual(['12', '9', '21']);
      expect(await head.innerText()).not.toContain('Civilians');
      expect(await everywhere(page, newer)).toEqual([]);
      expect(await everywhere(page, title)).toContain('/find/results');
    }
    for (const who of ['observer', 'stranger'] as const) await expectNothing(await asOutsider(who), address, title);
  });

  it('is not said to have no head-count where the grain holds it back', async () => {
    const [trainer, coordinator] = [await site.stepIn(people.trainer), await site.stepIn(people.coordinator)];
    const [title, without] = [unheardOf(), unheardOf()];
    const addresses = [
      await record(trainer, { title, counts: { 'woman.all': '731' } }),
      await record(trainer, { title: without, counts: {} }),
    ];
    const said: string[] = [];
    for (const address of addresses) {
      await coordinator.goto(address);
      await coordinator.locator('[name="grain"][value="total"]').check();
      await coordinator.getByRole('button', { name: 'Release', exact: true }).click();
      await coordinator.getByRole('button', { name: 'Withdraw the release' }).waitFor();
      const { text } = await answerAt(await asOutsider('secretariat'), address);
      expect(text).toContain('No number that leaves at this grain was recorded.');
      expect(text).not.toContain('No head-count was recorded');
      // Without what differs by chance: the title, and the time of day.
      const lasting = text.replaceAll(/Marker \w+|\d+:\d+/g, '');
      expect(lasting).not.toContain('731');
      said.push(lasting);
    }
    // Nobody outside can tell the one from the other.
    expect(said[0]).toBe(said[1]);
  });
});

describe('a person of another ministry', () => {
  it('cannot write into a session that is not theirs, whatever they send', async () => {
    const trainer = await site.stepIn(people.trainer);
    const title = unheardOf();
    const address = await record(trainer, { title });
    const other = await site.stepIn(people.otherTrainer);
    await other.goto(`${address}/record`);
    await awake(other);
    await fillIn(other, { date: '2025-01-01', place: 'Nikšić', title: 'Taken over', counts: { 'all.all': '7' } });
    await submit(other);
    await sees(other, 'There is no such session, or it is not yours to see.');
    expect(await box(other, 'all.all').inputValue()).toBe('7');
    await trainer.goto(address);
    expect(await trainer.locator('h1').innerText()).toBe(title);
  });

  it.each(['release', 'return', 'withdraw'])('cannot %s by sending the form', async (action) => {
    const trainer = await site.stepIn(people.trainer);
    const address = await record(trainer, { title: unheardOf() });
    const coordinator = await site.stepIn(people.coordinator);
    await coordinator.goto(address);
    const version = await coordinator.locator('input[name="version"]').first().inputValue();
    const other = await site.stepIn(people.otherCoordinator);
    const answer = await other.request.post(`${address}?/${action}`, {
      form: { version, grain: 'total', reason: 'Because.' },
      headers: { origin: site.origin, accept: 'text/html' },
    });
    expect(answer.status()).toBe(404);
    await coordinator.reload();
    await sees(coordinator, 'Waits for release');
  });
});
