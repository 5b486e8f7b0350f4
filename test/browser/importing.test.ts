import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { importFields } from '#domains/training/sessions/rules/import-columns.ts';
import { readTable } from '#platform/documents/read-table.ts';
import { sees, unheardOf } from './recording.ts';
import { openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();

const head = 'Date,Place,Who was trained,How do you know the numbers?,everybody,women,Trainers';
const rowOf = (place: string) => `2015-03-02,${place},Peers at home,Estimate,20,12,${people.trainer}`;

async function send(page: Page, text: string, name = 'past.csv') {
  await page.goto('/sessions/import');
  await page.getByLabel('Spreadsheet').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Check the file' }).click();
}
/** Looks again until the work is done, as somebody without script does. */
async function waitForEnd(page: Page) {
  while ((await page.getByRole('link', { name: 'See how far it is' }).count()) > 0) await page.reload();
}

describe.each([true, false])('with script: %s', (javaScriptEnabled) => {
  it('a file is checked, imported, found again and taken back', async () => {
    const page = await site.stepIn(people.coordinator, { javaScriptEnabled });
    const place = unheardOf();
    await page.goto('/sessions');
    await page.getByRole('link', { name: 'Import past sessions' }).click();
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('Choose a file first.').waitFor();
    await send(page, `${head}\n${rowOf(place)}\n2015-03-02,,Friends,Estimate,20,32,\n`);
    await page.waitForURL(/import\/[0-9a-f-]{36}$/);
    await waitForEnd(page);
    await sees(page, 'row 3, column C');
    await sees(page, 'women: 32 is more than everybody: 20, of which they are a part.');
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await waitForEnd(page);
    await sees(page, '1 version waits for release.');

    await page.getByRole('link', { name: 'See what waits' }).click();
    const line = page.getByRole('row').filter({ hasText: place });
    expect(await line.innerText()).toContain('Imported');
    await page.goto('/sessions/import');
    await page.getByRole('link', { name: 'past.csv' }).first().click();
    await page.getByRole('button', { name: 'Take the whole import back' }).click();
    await waitForEnd(page);
    await sees(page, 'Taken back');
    await page.goto(`/sessions?text=${encodeURIComponent(place)}`);
    await sees(page, 'Nothing matches.');
  });

  it('a file of others is read after its columns were said', async () => {
    const page = await site.stepIn(people.coordinator, { javaScriptEnabled });
    await send(page, `Кад;Град;Свега\n5.3.2014.;${unheardOf()};14\n`, 'њихово.csv');
    await page.getByRole('heading', { name: 'Which column is what?' }).waitFor();
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await page.getByRole('alert').getByText('choose the column, or what holds for all rows').waitFor();
    await page.getByLabel('What column A is').selectOption({ label: 'Date' });
    await page.getByLabel('Who was trained').selectOption({ label: 'Peers at home' });
    await page.getByLabel('Took place').selectOption({ label: 'Cancelled' });
    await page.getByLabel('How do you know the numbers?').selectOption({ label: 'Estimate' });
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await waitForEnd(page);
    await page.getByRole('button', { name: 'Import 1 row' }).waitFor();
    await page.getByRole('button', { name: 'Throw the file away' }).click();
    await page.getByRole('heading', { name: 'Import past sessions' }).waitFor();
    expect(await page.getByText('њихово.csv').count()).toBe(0);
  });
});

it('an import is released as a whole by a colleague, with the keyboard', async () => {
  const page = await site.stepIn(people.coordinator);
  const place = unheardOf();
  await send(page, `${head}\n${rowOf(place)}\n2015-04-02,${place},Peers at home,Estimate,30,14,${people.trainer}`);
  await page.waitForURL(/import\/[0-9a-f-]{36}$/);
  await waitForEnd(page);
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await waitForEnd(page);
  await sees(page, 'Whoever imported sessions does not release them.');
  const address = page.url();

  const colleague = await site.stepIn(people.deputy);
  await colleague.goto(address);
  await colleague.getByRole('radio', { name: 'total only' }).focus();
  await colleague.keyboard.press('ArrowDown');
  await colleague.keyboard.press('Tab');
  await colleague.keyboard.press('Enter');
  await colleague.getByText('Released by').waitFor();
  await sees(colleague, 'women and men.');
  await colleague.goto(`/sessions?of=network&text=${encodeURIComponent(place)}`);
  expect(await colleague.getByRole('row').filter({ hasText: place }).count()).toBe(2);
});

it('the template comes in each language, with the allowed words, and is read back as it is', async () => {
  const page = await site.stepIn(people.coordinator);
  await page.goto('/sessions/import');
  for (const [language, first] of [
    ['en', 'Id'],
    ['sr', 'Ознака'],
    ['sr-Latn', 'Oznaka'],
  ] as const) {
    for (const kind of ['xlsx', 'csv']) {
      const coming = page.waitForEvent('download');
      await page.locator(`a[href="/sessions/import/template.${kind}?in=${language}"]`).click();
      const { rows } = await readTable(new Uint8Array(await readFile(await (await coming).path())));
      expect(rows).toHaveLength(2);
      expect(rows[0]!.cells[0]).toBe(first);
      expect(rows[0]!.cells).toHaveLength(importFields.length);
    }
  }
});

it('what is no table is refused with a sentence in the reader’s language, and nothing stays of it', async () => {
  const page = await site.stepIn(people.coordinator);
  await page.goto('/sessions/import?language=sr');
  const file = { name: 'obuke.xlsx', mimeType: 'application/x', buffer: Buffer.from('%PDF-1.7 and more') };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.locator('main button[type="submit"]').first().click();
  await sees(page, 'Ово је PDF.');
  expect(await page.getByText('obuke.xlsx').count()).toBe(0);
});

it('a long file takes its time, which is told; one that is too large is refused', async () => {
  const page = await site.stepIn(people.coordinator);
  const rows = Array.from({ length: 12_000 }, (_, n) => rowOf(`A garrison with the number ${n}`));
  await send(page, [head, ...rows].join('\n'));
  await page.getByRole('progressbar').waitFor();
  await sees(page, 'Nothing is written yet.');
  // With script the page looks by itself.
  await page.getByRole('button', { name: 'Import 12,000 rows' }).waitFor({ timeout: 50_000 });
  await page.getByRole('button', { name: 'Throw the file away' }).click();
  await send(page, `a,b\n${'x'.repeat(34 * 1024 * 1024)}`);
  await sees(page, 'The file is larger than 32 MB.');
  // On the form itself, where another one can be chosen.
  await page.getByRole('button', { name: 'Check the file' }).waitFor();
});
