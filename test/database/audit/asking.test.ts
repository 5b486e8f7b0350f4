import { describe, expect, test } from 'vitest';
import { listEntries } from '#domains/audit/server/queries.ts';
import { verifyExport } from '#platform/audit/export.ts';
import type { Actor } from '#shared/actor.ts';
import { openTestApi } from '#test/api.ts';
import { readDownload } from '#test/downloaded.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

/* Whose audit is asked for, and what of it. */

const platform = await openTestPlatform();
const { database, people } = platform;
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);
const get = async (actor: Actor, path: string, init?: RequestInit) => (await site.as(actor))(path, init);

describe('the audit of the network', () => {
  test('is chosen beside the own one, filtered, and named as what it is', async () => {
    const own = await (await get(people.auditor, '/audit')).text();
    expect(own).toContain('href="?ministry=network"');
    const signIns = await (await get(people.auditor, '/audit?ministry=network&action=sign_in&open=all')).text();
    expect(signIns).toContain('<h1>Audit of the network</h1>');
    expect(signIns).toContain(people.administrator.name);
    expect(signIns).not.toContain(people.leader.personId);
  });
  test('is taken along as a table and signed, which is noted in it', async () => {
    const auditor = await as(people.coordinator.RS);
    const { notes } = readDownload(await auditor('GET', '/audit.csv?ministry=network'));
    expect(notes.flat().join()).toContain('Audit of the network');
    const { text } = await auditor('GET', '/audit/signed?ministry=network');
    expect(verifyExport(text)).toMatchObject({ chain: 'network', problems: [] });
    const head = await auditor('GET', '/audit/head?ministry=network');
    expect(verifyExport(head.text)).toMatchObject({ chain: 'network', problems: [], entries: 0 });
    const { entries } = await database.read(people.auditor, ({ ask }) =>
      ask(listEntries, null, { action: 'export', person: people.coordinator.RS.personId! }),
    );
    expect(entries.map(({ kind, after }) => [kind, after?.['as']])).toEqual([
      ['audit_entry', 'json'],
      ['audit_entry', 'csv'],
    ]);
  });
  test('has a chain that is verified on its page', async () => {
    const form = { method: 'POST', body: new URLSearchParams(), headers: { origin: site.origin, accept: 'text/html' } };
    const said = await get(people.secretariat, '/audit/chain?/verify&ministry=network', form);
    expect((await said.text()).replaceAll(/<!--.*?-->/g, '')).toContain('The chain holds');
  });
  test('has the readings of its people by who keeps their accounts', async () => {
    await (await get(people.administrator, '/people')).text();
    const { entries } = await database.read(people.auditor, ({ ask }) => ask(listEntries, null, { action: 'read' }));
    expect(entries).toMatchObject([{ actorId: people.administrator.personId, kind: 'appointment' }]);
  });
});

describe('a filter that cannot be meant', () => {
  const page = async (query: string) =>
    (await (await get(people.auditor, `/audit?${query}`)).text()).replaceAll(/<!--.*?-->/g, '');
  test.each([
    ['action=burnt', '“burnt”'],
    ['kind=Per%20son', '“Per son”'],
    ['person=nobody', '“nobody”'],
    ['emergency=no', 'Nothing is shown until'],
    ['from=2026-02-31', '“2026-02-31” is no day'],
    ['to=yesterday', '“yesterday” is no day'],
    [`record=${'x'.repeat(201)}`, 'There is no such thing'],
  ])('is said where it was typed, which is kept: %s', async (query, said) => {
    const text = await page(query);
    expect(text).toContain(said);
    expect(text).toContain(`value="${decodeURIComponent(query.split('=')[1]!)}"`.replace('value="no"', 'value="yes"'));
    expect(text).not.toContain('class="ledger"');
    expect(text).not.toContain('/api/v1/audit.csv');
  });
  test('days that are reversed are told so', async () => {
    expect(await page('from=2026-03-02&to=2026-03-01')).toContain('before the first one');
  });
  test('what is no choice but could be stays in the form', async () => {
    expect(await page('kind=something_else')).toContain('<option value="something_else" selected');
  });
});
