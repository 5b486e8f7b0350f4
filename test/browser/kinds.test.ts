import { describe, expect, it } from 'vitest';
import { box, fillIn, sees, seesProblem, submit, unfold } from './recording.ts';
import { awake, openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();
const kind = (name: string) => `[name="kind"][value="${name}"]`;
const arrivals = [
  ['with script', true],
  ['without script', false],
] as const;

describe.each(arrivals)('%s', (_, javaScriptEnabled) => {
  const begin = async () => {
    const page = await site.stepIn(people.trainer, { width: 360, javaScriptEnabled });
    await page.goto('/sessions/new');
    if (javaScriptEnabled) await awake(page);
    return page;
  };

  it('coaching asks for no head-count, no trainers and no basis, and says to name nobody', async () => {
    const page = await begin();
    await fillIn(page, { date: '2025-05-14', place: 'Livno' });
    await unfold(page, kind('coaching'));
    await page.locator(kind('coaching')).check();
    for (const asked of ['[name="count.woman.civilian"]', '[name="trainer"]', '[name="basis"]'])
      expect(await page.locator(asked).filter({ visible: true }).count(), asked).toBe(0);
    await sees(page, 'Coaching counts sessions only: no head-count is asked for. Write no name of the leader.');
    await sees(page, /^No names: the title must not say who was coached\./);
    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry.');
    expect(await page.locator('h1').innerText()).toBe('Coaching, Livno');
    await sees(page, 'Coaching counts sessions only. No head-count is kept, and nobody is named.');
  });

  it('numbers that were typed before coaching was chosen are refused in plain words, and still there', async () => {
    const page = await begin();
    await fillIn(page, { date: '2025-05-14', place: 'Livno', counts: { 'woman.civilian': '1' } });
    await unfold(page, kind('coaching'));
    await page.locator(kind('coaching')).check();
    await submit(page);
    await seesProblem(page, 'count.woman.civilian', 'Coaching counts sessions only. Leave the head-count empty.');
    expect(await box(page, 'woman.civilian').inputValue()).toBe('1');
  });

  it('peers from outside are recorded by nationality, with legal cover, approval and team', async () => {
    const page = await begin();
    await fillIn(page, { date: '2025-05-14', place: 'Livno', counts: { 'all.all': '20' } });
    await unfold(page, kind('peers_from_outside'));
    await page.locator(kind('peers_from_outside')).check();
    await unfold(page, '[name="nationality.0"]');
    await page.locator('[name="nationality.0"]').selectOption('MD');
    await page.locator('[name="nationality.0.n"]').fill('12');
    await page.locator('[name="nationality.1"]').selectOption('GH');
    await page.locator('[name="nationality.1.n"]').fill('9');
    await page.locator('[name="legalCover"]').selectOption('other');
    await page.locator('[name="legalCoverText"]').fill('An exchange of letters');
    await page.locator('[name="approval"][value="approved"]').check();
    await page.locator('[name="approvalReference"]').fill('A-17/25');
    await page.locator('[name="teamCountry"][value="RS"]').check();
    if (javaScriptEnabled) await sees(page, 'Moldova: 12 and Ghana: 9 make 21 together, but you say everybody: 20.');
    await submit(page);
    await seesProblem(page, 'nationality.1.n', 'Together these are more people than the head-count says.');
    await page.locator('[name="nationality.1.n"]').fill('');
    await submit(page);
    await sees(page, 'It waits for a coordinator of your ministry.');
    for (const text of ['Moldova: 12', 'Ghana: not recorded', 'Other: An exchange of letters', 'Approved, A-17/25'])
      await sees(page, text);
    await sees(page, 'Serbia');
  });
});

it('with the keys alone, a further country is added and chosen', async () => {
  const page = await site.stepIn(people.trainer);
  await page.goto('/sessions/new');
  await awake(page);
  await unfold(page, kind('peers_from_outside'));
  await page.locator(kind('peers_from_outside')).check();
  await page.getByRole('button', { name: 'Another country' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('[name="nationality.3"]').waitFor();
  await page.locator('[name="nationality.3"]').focus();
  await page.keyboard.type('Gha');
  await page.keyboard.press('Tab');
  await page.keyboard.type('7');
  expect(await page.locator('[name="nationality.3"]').inputValue()).toBe('GH');
  expect(await page.locator('[name="nationality.3.n"]').inputValue()).toBe('7');
  await sees(page, /^Draft saved /);
  await page.reload();
  await page.locator('[name="nationality.3.n"]').waitFor({ state: 'attached' });
  expect(await page.locator('[name="nationality.3.n"]').inputValue()).toBe('7');
});

it('the figure of coaching is a number of sessions, on the page of reach and in its files', async () => {
  const page = await site.stepIn(people.coordinator);
  await page.goto('/reach?kind=coaching');
  await sees(page, '6 sessions');
  expect(await page.locator('a[href*="/api/v1/figures/sessions-coaching.csv"]').count()).toBe(1);
  expect(await page.locator('main').innerText()).not.toMatch(/On the roster/);
  await page.goto('/figure?kind=coaching');
  await sees(page, /6 sessions released by their ministries/);
  await page.goto('/reach/compare?kind=coaching');
  await sees(page, 'Coaching counts sessions only: nobody is counted, so there is nothing to split.');
});
