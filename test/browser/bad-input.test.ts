import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { box, complete, fillIn, record, sees, seesProblem, submit, unfold, unheardOf } from './recording.ts';
import { awake, openSite, type Arrival } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const t = createTranslate('en', await loadWords('en', ['sessions', 'recording', 'problem', 'refusal']));
const nextYear = new Date().getFullYear() + 1;

/** A trainer at a form that is filled in and could be submitted. */
async function atForm(arrival?: Arrival): Promise<Page> {
  const page = await site.stepIn(people.trainer, arrival);
  await page.goto('/sessions/new');
  if (arrival?.javaScriptEnabled !== false) await awake(page);
  await fillIn(page, complete);
  return page;
}

/** Types into a field by its name, wherever it is folded away. */
async function type(page: Page, name: string, text: string): Promise<void> {
  await unfold(page, `[name="${name}"]`);
  await page.locator(`[name="${name}"]`).fill(text);
}

const wrong = [
  ['a negative number', 'count.woman.civilian', '-3', t('problem.session.countNegative')],
  ['half a person', 'count.man.officer', '2.5', t('problem.session.countFraction')],
  ['an absurd number', 'count.all.all', '10001', t('problem.session.countTooLarge', { max: '10,000' })],
  ['a word for a number', 'count.all.all', 'many', t('problem.session.countNotNumber')],
  ['a part above its whole', 'count.woman.military', '13', t('problem.session.countContradiction')],
  ['an end before the begin', 'dateTo', '2025-05-13', t('problem.session.dateEndsBeforeBegin')],
  ['a day to come', 'dateFrom', `${nextYear}-02-01`, t('problem.session.dateInFuture')],
  ['a day long gone', 'dateFrom', '1950-02-01', t('problem.session.dateOutOfRange', { first: '1990', ahead: '10' })],
  ['no day', 'dateFrom', '', t('problem.session.dateFromMissing')],
  ['no place', 'place', ' ', t('problem.session.placeMissing')],
  ['a third of an hour', 'hours', '4.3', t('problem.session.hoursStep')],
  ['a title without end', 'title', 'x'.repeat(300), t('problem.session.lineTooLong', { max: '200' })],
] as const;

describe('what cannot be is said at its place, and nothing typed is lost', () => {
  it.each(wrong)('%s', async (_, field, text, problem) => {
    const page = await atForm();
    await type(page, field, text);
    await submit(page);
    await seesProblem(page, field, problem);
    const summary = page.getByRole('alert');
    expect(await summary.innerText()).toContain(problem);
    expect(await summary.evaluate((list) => list === document.activeElement)).toBe(true);
    expect(await page.locator(`[name="${field}"]`).inputValue()).toBe(text);
    if (field !== 'place') expect(await page.locator('[name="place"]').inputValue()).toBe('Bihać');
    await summary.locator(`a[href="#${field}"]`).click();
    expect(await page.locator(`[id="${field}"]`).evaluate((place) => place.contains(document.activeElement))).toBe(
      true,
    );
  });

  it('at once, before anything is sent, and no longer when it is put right', async () => {
    const page = await atForm();
    const said = page.locator('[id="count.woman.civilian-error"]');
    await type(page, 'count.woman.civilian', '-3');
    await page.keyboard.press('Tab');
    await said.waitFor();
    expect(await said.innerText()).toContain(t('problem.session.countNegative'));
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.locator(':focus').getAttribute('name')).toBe('count.man.civilian');
    await type(page, 'count.woman.civilian', '3');
    await page.keyboard.press('Tab');
    await said.waitFor({ state: 'detached' });
    // What is only missing so far is no mistake yet.
    await type(page, 'place', '');
    await page.keyboard.press('Tab');
    await type(page, 'dateFrom', '1950-02-01');
    await page.keyboard.press('Tab');
    await page.locator('[id="dateFrom-error"]').waitFor();
    expect(await page.locator('[id="place-error"]').count()).toBe(0);
  });

  it.each(wrong)('without script: %s', async (_, field, text, problem) => {
    const page = await atForm({ javaScriptEnabled: false });
    await type(page, field, text);
    await submit(page);
    await seesProblem(page, field, problem);
    expect(await page.locator(`[name="${field}"]`).inputValue()).toBe(text);
    expect(await page.locator(`[name="${field}"]`).isVisible()).toBe(true);
    if (field !== 'place') expect(await page.locator('[name="place"]').inputValue()).toBe('Bihać');
  });

  it('a country that is none, and a kind that is none, from a form that was tampered with', async () => {
    const page = await atForm({ javaScriptEnabled: false });
    await unfold(page, '[name="countryCode"]');
    await page.evaluate(() => {
      const country = document.querySelector<HTMLSelectElement>('[name="countryCode"]')!;
      country.add(new Option('Nowhere', 'XX', true, true));
      document.querySelector<HTMLInputElement>('[name="kind"]:checked')!.value = 'robots';
    });
    await submit(page);
    await seesProblem(page, 'countryCode', t('problem.session.countryUnknown'));
    await seesProblem(page, 'kind', t('problem.session.kindUnknown'));
    expect(await page.locator('[name="place"]').inputValue()).toBe('Bihać');
    // The first country of the list must not stand there as if it had been chosen.
    expect(await page.locator('[name="countryCode"]').inputValue()).toBe('');
  });

  it('a country that is none, in a draft that is opened again', async () => {
    const [plain, page] = [await atForm({ javaScriptEnabled: false }), await site.stepIn(people.trainer)];
    await unfold(plain, '[name="countryCode"]');
    await plain.evaluate(() => {
      const country = document.querySelector<HTMLSelectElement>('[name="countryCode"]')!;
      country.add(new Option('Nowhere', 'XX', true, true));
    });
    await plain.getByRole('button', { name: 'Save draft' }).click();
    await sees(plain, /^Draft saved /);
    await page.goto(plain.url().replace(/\?.*/, ''));
    await awake(page);
    await unfold(page, '[name="countryCode"]');
    const country = page.locator('[name="countryCode"]');
    expect(await country.inputValue()).toBe('');
    await submit(page);
    await seesProblem(page, 'countryCode', t('problem.session.countryUnknown'));
    await country.selectOption('BA');
    await submit(page);
    await sees(page, 'Bihać, Bosnia and Herzegovina');
  });

  it('a form without its hidden parts', async () => {
    const page = await atForm({ javaScriptEnabled: false });
    await page.evaluate(() => document.querySelectorAll('form input[type="hidden"]').forEach((part) => part.remove()));
    await submit(page);
    await sees(page, t('problem.session.malformed'));
  });
});

describe('far too much text', () => {
  it('too long for its field is said there and stays', async () => {
    const page = await atForm();
    await type(page, 'notes', 'x'.repeat(5000));
    await submit(page);
    await seesProblem(page, 'notes', t('problem.session.notesTooLong', { max: '4,000' }));
    expect((await page.locator('[name="notes"]').inputValue()).length).toBe(5000);
  });

  it('a megabyte is refused with a calm page, and Back brings the text back', async () => {
    const page = await atForm({ javaScriptEnabled: false });
    await type(page, 'notes', 'x'.repeat(1_100_000));
    await submit(page);
    await sees(page, /^This is more than a form can hold \(512 kB\)/);
    await page.goBack();
    expect(await page.locator('[name="place"]').inputValue()).toBe('Bihać');
    expect((await page.locator('[name="notes"]').inputValue()).length).toBe(1_100_000);
  });
});

describe('the same form, sent again', () => {
  it('by a double click, submits once', async () => {
    const page = await atForm();
    const title = unheardOf();
    await fillIn(page, { title });
    await page.getByRole('button', { name: 'Submit', exact: true }).dblclick();
    await sees(page, 'It waits for a coordinator of your ministry.');
    await page.goto(`/sessions?text=${title}`);
    await sees(page, '1 session');
    await page.getByRole('link', { name: title }).click();
    await page.getByRole('heading', { name: 'Versions' }).waitFor();
    expect(await page.locator('.versions li').count()).toBe(1);
  });

  it('by going back and sending, submits once', async () => {
    const page = await atForm({ javaScriptEnabled: false });
    const title = unheardOf();
    await fillIn(page, { title });
    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry.');
    const address = new URL(page.url()).pathname;
    await page.goBack();
    await submit(page);
    await page.waitForURL(`**${address}**`);
    await page.goto(address);
    expect(await page.locator('.versions li').count()).toBe(1);
  });
});

describe('two windows', () => {
  it('a version that was submitted meanwhile is not overwritten, and what was typed stays', async () => {
    const page = await site.stepIn(people.trainer);
    const address = await record(page, { title: unheardOf() });
    const [one, two] = [await page.context().newPage(), await page.context().newPage()];
    for (const window of [one, two]) {
      await window.goto(`${address}/record`);
      await awake(window);
    }
    await fillIn(one, { place: 'Bosanska Krupa' });
    await submit(one);
    await sees(one, 'It waits for a coordinator of your ministry.');
    await fillIn(two, { place: 'Sanski Most' });
    await submit(two);
    await sees(two, t('refusal.VersionStale'));
    expect(await two.locator('[name="place"]').inputValue()).toBe('Sanski Most');
    await page.goto(address);
    await sees(page, 'Bosanska Krupa, Bosnia and Herzegovina');
  });

  it('a draft that was saved meanwhile is not overwritten, and what was typed stays', async () => {
    const one = await site.stepIn(people.trainer, { javaScriptEnabled: false });
    await one.goto('/sessions/new');
    const two = await one.context().newPage();
    await two.goto(one.url());
    for (const [window, place] of [
      [one, 'Bugojno'],
      [two, 'Travnik'],
    ] as const) {
      await fillIn(window, { ...complete, place });
      await window.getByRole('button', { name: 'Save draft' }).click();
    }
    await sees(two, t('refusal.DraftChangedElsewhere'));
    expect(await two.locator('[name="place"]').inputValue()).toBe('Travnik');
    await one.goto(one.url().replace(/\?.*/, ''));
    expect(await one.locator('[name="place"]').inputValue()).toBe('Bugojno');
  });

  it('a draft that saves itself says so when it was changed elsewhere', async () => {
    const page = await atForm();
    await sees(page, /^Draft saved /);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await awake(other);
    await fillIn(other, { place: 'Jajce' });
    await sees(other, /^Draft saved /);
    await expect.poll(() => other.locator('[role="status"]').first().innerText()).toMatch(/^Draft saved /);
    await fillIn(page, { place: 'Donji Vakuf' });
    await sees(page, t('recording.saved.elsewhere'));
    expect(site.complaints.splice(0)).toEqual([expect.stringMatching(/status of 409 .*\/draft/)]);
    expect(await page.locator('[name="place"]').inputValue()).toBe('Donji Vakuf');
  });
});

describe('a form sent after sign-out', () => {
  it('says that it no longer saves itself, and why when asked', async () => {
    const page = await atForm();
    await sees(page, /^Draft saved /);
    await page.context().clearCookies({ name: 'kaskada_sign_in' });
    await fillIn(page, { place: 'Ključ' });
    await sees(page, t('recording.saved.signedOut'));
    expect(site.complaints.splice(0)).toEqual([expect.stringMatching(/status of 401 .*\/draft/)]);
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith('/draft')),
      page.getByRole('button', { name: 'Save draft' }).click(),
    ]);
    await sees(page, t('sessions.signedOut.title'));
    await expect.poll(() => site.complaints.splice(0)).toEqual([expect.stringMatching(/status of 401 .*\/draft/)]);
    expect(await page.locator('[name="place"]').inputValue()).toBe('Ključ');
  });

  it.each([true, false])(
    'keeps what was typed, and can be sent after signing in again (script: %s)',
    async (script) => {
      const page = await atForm({ javaScriptEnabled: script });
      const title = unheardOf();
      await fillIn(page, { title });
      const other = await page.context().newPage();
      await other.goto('/home');
      await other.getByRole('button', { name: 'Sign out' }).first().click();
      await other.waitForURL(`${site.origin}/`);

      await submit(page);
      await sees(page, t('sessions.signedOut.title'));
      expect(await page.locator('[name="title"]').inputValue()).toBe(title);
      expect(await box(page, 'woman.all').inputValue()).toBe('12');
      const [again] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('link', { name: 'Sign in in a new tab' }).click(),
      ]);
      await again.getByRole('button', { name: `Step in as ${people.trainer}` }).click();
      const { pathname } = new URL(page.url());
      await again.waitForURL((url) => url.pathname === pathname);

      await submit(page);
      await sees(page, 'It waits for a coordinator of your ministry.');
      expect(await page.locator('h1').innerText()).toBe(title);
    },
  );
});
