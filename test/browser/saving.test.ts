import type { Page, Response } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { complete, fillIn, sees, seesProblem, submit, unfold, unheardOf } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const t = createTranslate('en', await loadWords('en', ['sessions', 'recording', 'problem']));
const byDraft = (answer: Response) => answer.url().endsWith('/draft');

/** A trainer at a new form that nobody has touched. */
async function atForm(): Promise<Page> {
  const page = await site.stepIn(people.trainer);
  await page.goto('/sessions/new');
  await awake(page);
  return page;
}

/** Does something that ends in a save, and insists that the save is taken. */
async function saves(page: Page, act: () => Promise<unknown>): Promise<void> {
  const [answer] = await Promise.all([page.waitForResponse(byDraft), act()]);
  expect(answer.status()).toBe(200);
  await sees(page, /^Draft saved /);
}

const pressSave = (page: Page) => page.getByRole('button', { name: 'Save draft' }).click();
const valueOf = (page: Page, name: string) => page.locator(`[name="${name}"]`).inputValue();

/** What waits in the tab to be saved. */
const waiting = (page: Page): Promise<string> =>
  page.evaluate(() =>
    Object.entries(sessionStorage)
      .filter(([key]) => key.startsWith('draft/'))
      .join(),
  );

/** The next save reaches the server, and its answer gets lost. */
const loseAnswer = (page: Page) =>
  page.route('**/draft', async (route) => (await route.fetch(), route.abort()), { times: 1 });
/** The next save does not reach the server. */
const loseSave = (page: Page) => page.route('**/draft', (route) => route.abort(), { times: 1 });
const isLoss = expect.stringMatching(/net::ERR_FAILED .*\/draft/);

describe('a draft saved by its button', () => {
  it('can be typed on, saved again, and submitted', async () => {
    const page = await atForm();
    const title = unheardOf();
    await fillIn(page, { ...complete, title });
    await saves(page, () => pressSave(page));
    await saves(page, () => fillIn(page, { place: 'Livno' }));
    await fillIn(page, { place: 'Glamoč' });
    await saves(page, () => pressSave(page));
    await saves(page, () => pressSave(page));
    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry.');
    await sees(page, 'Glamoč, Bosnia and Herzegovina');
    expect(await waiting(page)).toBe('');
  });

  it('can be thrown away, also with something typed since', async () => {
    const page = await atForm();
    const title = unheardOf();
    await fillIn(page, { title });
    expect(await page.getByRole('button', { name: 'Discard draft' }).count()).toBe(0);
    await saves(page, () => pressSave(page));
    await fillIn(page, { place: 'Drvar' });
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await page.waitForURL('**/sessions');
    expect(await waiting(page)).toBe('');
    await page.goto(`/sessions?text=${title}`);
    await sees(page, '0 sessions');
  });

  it('is saved as it stands, with nothing typed', async () => {
    const page = await atForm();
    await saves(page, () => pressSave(page));
  });

  it('is kept on the page where it is too much, and the place is named', async () => {
    const page = await atForm();
    await fillIn(page, { ...complete, notes: 'x'.repeat(1_100_000) });
    await pressSave(page);
    await seesProblem(page, 'notes', t('problem.session.notesTooLong', { max: '4,000' }));
    const list = page.getByRole('alert');
    expect(await list.innerText()).toContain(t('recording.saved.refused'));
    expect(await list.innerText()).not.toContain(t('recording.problems.title'));
    expect((await valueOf(page, 'notes')).length).toBe(1_100_000);
    expect(await valueOf(page, 'place')).toBe('Bihać');
    for (const complaint of site.complaints.splice(0)) expect(complaint).toMatch(/status of 413 .*\/draft/);
    await fillIn(page, { notes: 'Short' });
    await saves(page, () => pressSave(page));
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('a page that is loaded again before it was saved', () => {
  it('has what was typed, and goes on saving and submitting', async () => {
    const page = await atForm();
    const title = unheardOf();
    await fillIn(page, { ...complete, title });
    await page.reload();
    await awake(page);
    await unfold(page, '[name="title"]');
    expect(await valueOf(page, 'title')).toBe(title);
    expect(await valueOf(page, 'count.all.all')).toBe('21');
    await fillIn(page, { place: 'Kupres' });
    await page.locator('a[hreflang="sr"]').first().click();
    await page.waitForFunction(() => document.documentElement.lang.startsWith('sr'));
    await awake(page);
    expect(await valueOf(page, 'place')).toBe('Kupres');
    await page.getByRole('button', { name: 'Поднесите', exact: true }).click();
    await page.waitForURL('**?done=submitted');
    expect(await page.locator('h1').innerText()).toBe(title);
  });

  it.each([
    ['never came to the server', loseSave],
    ['came to the server, which was not heard', loseAnswer],
  ])('has what was typed when the save %s, and nothing of it counts as changed elsewhere', async (_, lose) => {
    const page = await atForm();
    const title = unheardOf();
    await lose(page);
    await fillIn(page, { ...complete, title });
    await sees(page, t('recording.saved.failed'));
    await fillIn(page, { place: 'Jajce' });
    await page.reload();
    await awake(page);
    await unfold(page, '[name="title"]');
    expect(await valueOf(page, 'title')).toBe(title);
    expect(await valueOf(page, 'place')).toBe('Jajce');
    await sees(page, /^Draft saved /);
    await saves(page, () => fillIn(page, { place: 'Prozor' }));
    expect(site.complaints.splice(0)).toEqual([isLoss]);
    await submit(page);
    await sees(page, 'Prozor, Bosnia and Herzegovina');
  });

  it('submits what was typed after a save that was not heard', async () => {
    const page = await atForm();
    await loseAnswer(page);
    await fillIn(page, complete);
    await sees(page, t('recording.saved.failed'));
    await fillIn(page, { place: 'Neum' });
    await submit(page);
    await sees(page, 'Neum, Bosnia and Herzegovina');
    expect(site.complaints.splice(0)).toEqual([isLoss]);
  });

  it('shows what a colleague saved meanwhile, once it was said that there is something', async () => {
    const page = await atForm();
    await saves(page, () => fillIn(page, { place: 'Bugojno' }));
    await page.route('**/draft', (route) => route.abort());
    await fillIn(page, { place: 'Travnik' });
    await sees(page, t('recording.saved.failed'));
    const other = await page.context().newPage();
    await other.goto(page.url());
    await awake(other);
    await saves(other, () => fillIn(other, { place: 'Vitez' }));
    await page.unroute('**/draft');
    await page.reload();
    await sees(page, t('recording.saved.elsewhere'));
    expect(await valueOf(page, 'place')).toBe('Travnik');
    await page.reload();
    await awake(page);
    expect(await valueOf(page, 'place')).toBe('Vitez');
    for (const complaint of site.complaints.splice(0)) expect(complaint).toMatch(/ERR_FAILED|status of 409/);
  });
});

describe('what waits in the tab', () => {
  it('is gone after sign-out', async () => {
    const page = await atForm();
    const title = unheardOf();
    await page.route('**/draft', (route) => route.abort());
    await fillIn(page, { title });
    expect(await waiting(page)).toContain(title);
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.waitForURL(`${site.origin}/`);
    expect(await waiting(page)).toBe('');
    for (const complaint of site.complaints.splice(0)) expect(complaint).toEqual(isLoss);
  });

  it('is neither shown to somebody else nor left there', async () => {
    const page = await atForm();
    const address = page.url();
    const title = unheardOf();
    await page.route('**/draft', (route) => route.abort());
    await fillIn(page, { title });
    await page.context().clearCookies({ name: 'kaskada_sign_in' });
    await page.goto('/step-in');
    expect(await waiting(page)).toContain(title);
    await page.getByRole('button', { name: `Step in as ${people.colleague}` }).click();
    await page.waitForURL('**/home');
    await page.goto(address);
    await awake(page);
    await unfold(page, '[name="title"]');
    expect(await valueOf(page, 'title')).toBe('');
    expect(await waiting(page)).toBe('');
    for (const complaint of site.complaints.splice(0)) expect(complaint).toEqual(isLoss);
  });

  it('is not missed where the browser keeps nothing', async () => {
    const page = await site.stepIn(people.trainer);
    await page.addInitScript(() =>
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new DOMException('Refused', 'SecurityError');
        },
      }),
    );
    await page.goto('/sessions/new');
    await awake(page);
    await saves(page, () => fillIn(page, complete));
    await fillIn(page, { place: 'Foča' });
    await saves(page, () => pressSave(page));
    await submit(page);
    await sees(page, 'Foča, Bosnia and Herzegovina');
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await page.waitForURL(`${site.origin}/`);
  });
});

describe('while it saves itself', () => {
  it('leaves the next session empty, and is saved with the one that it is about', async () => {
    const page = await site.stepIn(people.trainer, { width: 360 });
    await page.goto('/sessions/new');
    await awake(page);
    const [address, title] = [page.url(), unheardOf()];
    await fillIn(page, { title });
    await Promise.all([page.waitForResponse(byDraft), page.getByRole('link', { name: '+ Record' }).click()]);
    await page.waitForURL((url) => url.href !== address);
    await expect.poll(() => valueOf(page, 'title')).toBe('');
    await page.goto(address);
    expect(await valueOf(page, 'title')).toBe(title);
  });

  it('offers to throw the draft away as soon as there is one', async () => {
    const page = await atForm();
    await saves(page, () => fillIn(page, { title: unheardOf() }));
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await page.waitForURL('**/sessions');
  });

  it('no longer says that somebody is signed out, once it saves again', async () => {
    const page = await atForm();
    await fillIn(page, complete);
    await saves(page, () => pressSave(page));
    await page.context().clearCookies({ name: 'kaskada_sign_in' });
    await submit(page);
    await sees(page, t('sessions.signedOut.title'));
    const again = await page.context().newPage();
    await again.goto('/step-in');
    await again.getByRole('button', { name: `Step in as ${people.trainer}` }).click();
    await again.waitForURL('**/home');
    await saves(page, () => fillIn(page, { place: 'Zenica' }));
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
