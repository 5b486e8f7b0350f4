import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { verifyExport } from '#platform/audit/export.ts';
import { inGroups } from '#platform/audit/kept-head.ts';
import { sees } from './recording.ts';
import { openSite } from './site.ts';
import { people } from './stops.ts';

const site = openSite();

const newest = (page: Page) => page.locator('.ledger > li').first();

/** Takes a file along and returns what is in it. */
async function take(page: Page, link: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  return readFileSync(await file.path(), 'utf8');
}

describe('an auditor', () => {
  it.each([
    ['on a phone', { width: 360 }],
    ['at a desk, without script', { javaScriptEnabled: false }],
  ])('%s sees who read the roster, narrows it down, opens an entry, and takes it along', async (_, arrival) => {
    const trainer = await site.stepIn(people.trainer);
    await trainer.goto('/network');
    const auditor = await site.stepIn(people.auditor, arrival);
    await auditor.goto('/audit');
    await auditor.getByText('Find entries').click();
    await auditor.getByLabel('Who', { exact: true }).selectOption(people.trainer);
    await auditor.getByLabel('What was done').selectOption('Reading');
    await auditor.getByRole('button', { name: 'Show' }).click();
    await sees(auditor, 'Not all entries are shown.');
    expect(await newest(auditor).innerText()).toContain('Reading: Roster of trainers');
    expect(await newest(auditor).innerText()).toContain(people.trainer);
    await newest(auditor).getByRole('link').first().click();
    await sees(auditor, 'Exact time (UTC)');
    const signed = verifyExport(await take(auditor, 'Signed (JSON)'));
    expect(signed.problems).toEqual([]);
    expect(await take(auditor, 'CSV')).toContain('Reading,Roster of trainers');
    await auditor.goto('/audit');
    expect(await newest(auditor).innerText()).toContain('Export: The audit');
  });

  it.each([
    ['on a phone', { width: 360 }],
    ['at a desk, without script', { javaScriptEnabled: false }],
  ])('%s verifies the chain, keeps its head, and finds it again later', async (_, arrival) => {
    const auditor = await site.stepIn(people.auditor, arrival);
    await auditor.goto('/audit');
    await auditor.getByRole('button', { name: 'Verify the chain' }).click();
    await sees(auditor, 'The chain holds');
    const head = verifyExport(await take(auditor, 'Download the signed head')).head;
    await sees(auditor, inGroups(head.hash));
    const trainer = await site.stepIn(people.trainer);
    await trainer.goto('/network');
    await auditor.goto('/audit/chain');
    await auditor.getByLabel('Number of the entry').fill(String(head.seq));
    await auditor.getByLabel('Hash, or a whole signed head').fill(inGroups(head.hash));
    await auditor.getByRole('button', { name: 'Compare' }).click();
    await sees(auditor, 'The entry is still there');
    await auditor.getByLabel('Hash, or a whole signed head').fill(inGroups('b'.repeat(64)));
    await auditor.getByLabel('Number of the entry').fill(String(head.seq));
    await auditor.getByRole('button', { name: 'Compare' }).click();
    await sees(auditor, 'The chain was replaced');
    // The verdict stands below the form that asked for it, and the reader is there.
    expect(await auditor.evaluate(() => document.activeElement?.textContent)).toContain('The chain was replaced');
    expect(await auditor.locator('#check').textContent()).toContain('The chain was replaced');
  });
});
