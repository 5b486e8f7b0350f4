import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What somebody writes into the form; whatever is left out stays as the form began. */
export interface Typed {
  readonly title?: string;
  readonly date?: string;
  readonly place?: string;
  readonly notes?: string;
  readonly trainer?: string;
  /** By the name of the box, such as `woman.civilian`. */
  readonly counts?: Readonly<Record<string, string>>;
}

/** A session that a ministry could have held; its head-count is 21: 12 women and 9 men. */
export const complete: Typed = {
  date: '2025-05-14',
  place: 'Bihać',
  counts: { 'woman.all': '12', 'man.all': '9', 'all.all': '21' },
};

/** A title that nothing else in the network has, made of letters alone. */
export const unheardOf = (): string =>
  `Marker ${Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => String.fromCharCode(97 + (n % 26))).join('')}`;

/** A box of the head-count. */
export const box = (page: Page, name: string) => page.locator(`[name="count.${name}"]`);

/** Opens what is folded away, as far as it is not open yet. */
export async function unfold(page: Page, inside: string): Promise<void> {
  const folded = page.locator(`details:not([open]):has(${inside})`);
  while ((await folded.count()) > 0) await folded.first().locator('> summary').click();
}

/** Fills in the form that is open. */
export async function fillIn(page: Page, { title, date, place, notes, trainer, counts = {} }: Typed): Promise<void> {
  if (date !== undefined) await page.getByLabel('Date', { exact: true }).fill(date);
  if (place !== undefined) await page.getByLabel('Place', { exact: true }).fill(place);
  if (trainer !== undefined) await page.getByRole('checkbox', { name: trainer }).check();
  for (const [name, text] of Object.entries(counts)) {
    await unfold(page, `[name="count.${name}"]`);
    await box(page, name).fill(text);
  }
  if (title === undefined && notes === undefined) return;
  await unfold(page, '[name="title"]');
  if (title !== undefined) await page.locator('[name="title"]').fill(title);
  if (notes !== undefined) await page.locator('[name="notes"]').fill(notes);
}

/** Presses the button of the form that submits. */
export const submit = (page: Page): Promise<void> => page.getByRole('button', { name: 'Submit', exact: true }).click();

/** Records a session from beginning to end; returns its address. */
export async function record(page: Page, typed: Typed): Promise<string> {
  await page.goto('/sessions/new');
  await fillIn(page, { ...complete, ...typed });
  await submit(page);
  await page.getByText('It waits for a coordinator of your ministry.').waitFor();
  return new URL(page.url()).pathname;
}

/** Sees that a text stands somewhere on the page. */
export const sees = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).filter({ visible: true }).first().waitFor();

/** Sees what the page says about a field, at that field. */
export async function seesProblem(page: Page, field: string, text: string): Promise<void> {
  await page.locator(`[id="${field}-error"]`).waitFor();
  const said = await page.locator(`[id="${field}-error"]`).innerText();
  // In the head-count it is said which box is meant.
  expect(said.endsWith(text) && (said === text || field.startsWith('count.')), said).toBe(true);
}
