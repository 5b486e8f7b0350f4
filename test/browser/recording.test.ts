import { describe, expect, it } from 'vitest';
import { box, complete, fillIn, record, sees, seesProblem, submit, unfold, unheardOf } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();

describe('a trainer on a phone', () => {
  it('steps in, records, is told at once what cannot be, leaves, comes back to the draft and submits', async () => {
    const page = await site.visitor({ width: 360 });
    await page.goto('/');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Step in as ${people.trainer}` }).click();
    await page.waitForURL('**/home');
    await awake(page);

    await page.getByRole('link', { name: '+ Record' }).click();
    await page.getByRole('heading', { name: 'Record a session' }).waitFor();
    expect(await page.getByLabel(people.trainer).isChecked()).toBe(true);
    await fillIn(page, { ...complete, place: 'Livno', counts: { 'woman.civilian': '12', 'man.civilian': '9' } });
    await page.getByRole('checkbox', { name: /^1\. / }).check();
    await page.getByLabel('Find a trainer').fill('tomislav peric');
    await page.getByLabel(people.colleague).check();
    await page.getByRole('button', { name: 'Nobody else was there' }).click();
    expect(await box(page, 'man.cadet').inputValue()).toBe('0');
    await sees(page, 'people: 12 women, 9 men');

    await fillIn(page, { counts: { 'all.all': '15' } });
    const notice = page.getByText('Two of these numbers cannot both be right').locator('..');
    await notice.waitFor();
    expect(await notice.innerText()).toContain(
      'women, civilian: 12 and men, civilian: 9 make 21 together, but you say everybody: 15.',
    );
    await box(page, 'all.all').fill('22');
    await notice.waitFor({ state: 'detached' });
    await sees(page, /^Draft saved /);

    await page.getByRole('link', { name: 'Home' }).click();
    const task = page.getByRole('listitem').filter({ hasText: 'Finish “Peers at home, Livno”' });
    await task.getByRole('link', { name: 'Finish', exact: true }).click();
    await page.getByRole('heading', { name: 'Record a session' }).waitFor();
    expect(await page.getByLabel('Date', { exact: true }).inputValue()).toBe('2025-05-14');
    expect(await page.getByLabel('Place', { exact: true }).inputValue()).toBe('Livno');
    expect(await box(page, 'woman.civilian').inputValue()).toBe('12');
    expect(await box(page, 'all.all').inputValue()).toBe('22');
    expect(await page.getByLabel(people.colleague).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: /^1\. / }).isChecked()).toBe(true);

    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry. Nobody outside your ministry sees it.');
    await sees(page, 'Waits for release');
    expect(await page.getByRole('row', { name: /^Everybody/ }).innerText()).toMatch(/22$/);
  });

  it('keeps what was typed a moment before leaving', async () => {
    const page = await site.stepIn(people.trainer, { width: 360 });
    await page.goto('/sessions/new');
    await awake(page);
    const title = unheardOf();
    await fillIn(page, { title });
    await page.getByRole('link', { name: 'Home' }).click();
    await page.waitForURL('**/home');
    await expect.poll(async () => (await page.goto('/sessions?state=draft'), page.getByText(title).count())).toBe(1);
  });

  it('throws a draft away', async () => {
    const page = await site.stepIn(people.trainer, { width: 360 });
    const title = unheardOf();
    await page.goto('/sessions/new');
    await fillIn(page, { title });
    await page.getByRole('button', { name: 'Save draft' }).click();
    await sees(page, /^Draft saved /);
    await page.reload();
    await unfold(page, '[name="title"]');
    expect(await page.locator('[name="title"]').inputValue()).toBe(title);
    await page.getByRole('button', { name: 'Discard draft' }).click();
    await page.waitForURL('**/sessions');
    await page.goto(`/sessions?text=${title}`);
    await sees(page, '0 sessions');
  });
});

describe('with a weak signal', () => {
  it('keeps what was typed and opened before the script came', async () => {
    const page = await site.stepIn(people.trainer, { width: 360 });
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto('/sessions/new', { waitUntil: 'commit' });
    const title = unheardOf();
    await fillIn(page, { ...complete, title, counts: { 'woman.civilian': '3', 'all.all': '8' } });
    await page.getByRole('checkbox', { name: /^2\. / }).check();
    release();
    await awake(page);
    await sees(page, /^8\s+people/);
    expect(await page.locator('[name="title"]').isVisible()).toBe(true);
    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry.');
    expect(await page.locator('h1').innerText()).toBe(title);
    await sees(page, /^2\. /);
  });
});

describe('without script', () => {
  it('the same can be done: a draft is saved by button, problems stand at their fields, nothing typed is lost', async () => {
    const page = await site.stepIn(people.trainer, { width: 360, javaScriptEnabled: false });
    const title = unheardOf();
    await page.goto('/home');
    await page.getByRole('link', { name: '+ Record' }).click();
    await fillIn(page, { ...complete, title, place: '', counts: { 'woman.civilian': '12', 'all.all': '5' } });
    await page.getByRole('button', { name: 'Save draft' }).click();
    await sees(page, /^Draft saved /);
    await fillIn(page, { title: title.repeat(20) });
    await page.getByRole('button', { name: 'Save draft' }).click();
    await seesProblem(page, 'title', 'At most 200 characters fit here.');
    await sees(page, /^Not saved: one of the fields/);
    expect(await page.getByText('Not submitted yet').count()).toBe(0);

    await fillIn(page, { title });
    await submit(page);
    await sees(page, 'Not submitted yet. Please look at:');
    await seesProblem(page, 'place', 'Say where it took place.');
    await seesProblem(page, 'count.all.all', 'This does not fit the other numbers.');
    await sees(page, 'women, civilian: 12 is more than everybody: 5, of which they are a part.');
    expect(await box(page, 'woman.civilian').inputValue()).toBe('12');
    expect(await page.locator('[name="title"]').inputValue()).toBe(title);

    await fillIn(page, { place: 'Cazin', counts: { 'all.all': '25' } });
    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry.');
    await page.goto(`/sessions?text=${title}`);
    expect(await page.getByRole('row').filter({ hasText: title }).innerText()).toContain('25');
  });

  it.each(['/', '/figure', '/figure?ministry=RS', '/counting', '/meeting-record', '/step-in', '/there-is-none'])(
    'a stranger reads %s',
    async (path) => {
      const page = await site.visitor({ javaScriptEnabled: false });
      await page.goto(path);
      expect((await page.locator('main h1').first().innerText()).length).toBeGreaterThan(3);
    },
  );
});

describe('with the keyboard alone', () => {
  it('leads past the menu, and finds a session by Ctrl K, arrows and Enter', async () => {
    const page = await site.stepIn(people.trainer);
    await page.goto('/home');
    await awake(page);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to content' });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())!.width).toBeGreaterThan(40);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');

    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox');
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('sarajevo');
    const options = page.getByRole('option');
    await options.nth(1).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
    const target = await options.nth(1).getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${target}`);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Head-count' }).waitFor();

    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it.each(['nothing was found', 'before the answer came'])(
    'is led from Ctrl K to the page of the search by Enter: %s',
    async (when) => {
      const page = await site.stepIn(people.trainer);
      if (when === 'before the answer came') await page.route('**/find/results**', () => {});
      await page.goto('/home');
      await awake(page);
      await page.keyboard.press('Control+k');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await page.keyboard.type('nothing-like-this');
      if (when === 'nothing was found') await dialog.getByText('Nothing found.').waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/find?text=nothing-like-this');
      await dialog.waitFor({ state: 'detached' });
      expect(await page.locator('main [name="text"]').inputValue()).toBe('nothing-like-this');
    },
  );

  it('fills in the form and submits it, and always sees where it is', async () => {
    const page = await site.stepIn(people.trainer);
    await page.goto('/sessions/new');
    await awake(page);
    /** Goes on with Tab until something has the focus; whatever has it on the way must show it. */
    const tabTo = async (selector: string) => {
      for (let steps = 0; steps < 150; steps += 1) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
        await page.keyboard.press('Tab');
        expect(await focusOutline()).not.toMatch(/^(none|0px)/);
      }
      throw new Error(`Tab never came to ${selector}.`);
    };
    const focusOutline = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        if (!activeElement || activeElement === document.body) return 'outside the page';
        // The parts of a date are the browser's, and so is the mark of the one that has the focus.
        if (activeElement.matches('[type="date"]')) return 'the browser’s';
        const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
        return outlineStyle === 'none' ? 'none' : outlineWidth;
      });

    await tabTo('[name="place"]');
    await page.keyboard.type('Tuzla');
    await tabTo('[name="unit"]');
    await page.keyboard.press('Space');
    await tabTo('[name="count.woman.civilian"]');
    await page.keyboard.type('4');
    await tabTo('[name="count.man.officer"]');
    await page.keyboard.type('7');
    await tabTo('details.later > summary');
    await page.keyboard.press('Enter');
    await tabTo('[name="title"]');
    const title = unheardOf();
    await page.keyboard.type(title);
    await tabTo('form button[type="submit"]:not([formaction])');
    await page.keyboard.press('Enter');
    await sees(page, 'It waits for a coordinator of your ministry.');
    expect(await page.locator('h1').innerText()).toBe(title);
  });
});

describe('a session recorded by hand', () => {
  it('stands in the list of its ministry with what was recorded', async () => {
    const page = await site.stepIn(people.trainer);
    const title = unheardOf();
    const address = await record(page, { title });
    await page.goto(`/sessions?text=${title.toUpperCase()}`);
    await page.getByRole('link', { name: title }).click();
    await page.waitForURL(`**${address}`);
    for (const text of ['14 May 2025', 'Bihać, Bosnia and Herzegovina', people.trainer, 'Sign-in sheet'])
      await sees(page, text);
  });
});
