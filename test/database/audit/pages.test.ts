import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listEntries } from '#domains/audit/server/queries.ts';
import { verifyExport } from '#platform/audit/export.ts';
import type { Actor } from '#shared/actor.ts';
import { layOutNetwork } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { readDownload } from '#test/downloaded.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { setHeadBack, tamper } from './tampering.ts';

/* What is read and taken along through pages and the interface, and who reads that it was. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
await layOutNetwork(platform);
await connection.script(`update person set name = '=HYPERLINK("x")' where id = '${people.leader.personId}';
  insert into training_session values (gen_random_uuid(), '${ministries.BA}', '${people.trainer.BA.personId}', now(),
    'recorded');
  insert into session_draft select id, owner_id, created_by, '{"title": "Нацрт"}', 1, now() from training_session`);
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);

const newest = async () => {
  const { entries } = await database.read(people.auditor, ({ ask }) => ask(listEntries, ministries.BA, {}, null, 400));
  return entries.filter(({ action }) => action === 'read' || action === 'export');
};
/** What was noted while something was done. */
async function notedBy(act: () => Promise<unknown>) {
  const before = (await newest()).length;
  await act();
  const all = await newest();
  return all
    .slice(0, all.length - before)
    .map(({ actorId, kind, action, after }) => ({ actorId, kind, action, after }));
}
const get = async (actor: Actor, path: string, init?: RequestInit) => (await site.as(actor))(path, init);
const actorId = people.trainer.BA.personId;

describe('what is noted', () => {
  test('the roster that a page shows', async () => {
    expect(await notedBy(async () => (await get(people.trainer.BA, '/network')).text())).toEqual([
      { actorId, kind: 'trainer', action: 'read', after: { rows: 1 } },
    ]);
  });
  test.each(['csv', 'xlsx'])('the roster as %s', async (ending) => {
    expect(await notedBy(() => get(people.trainer.BA, `/api/v1/network.${ending}`))).toEqual([
      { actorId, kind: 'trainer', action: 'export', after: { as: ending, rows: 1 } },
    ]);
  });
  test.each([
    ['json', '/sessions?of=own'],
    ['csv', '/sessions.csv?of=own&text=нацрт'],
    ['xlsx', '/sessions.xlsx'],
  ])('own sessions in every state as %s', async (as, path) => {
    const [noted, ...more] = await notedBy(() => get(people.trainer.BA, `/api/v1${path}`));
    expect(more).toEqual([]);
    expect(noted).toMatchObject({ actorId, kind: 'training_session', action: 'export', after: { as } });
  });
  test('that something was searched for, never what: it may be a name, and outlives an erasure', async () => {
    const named = 'Petra%20Petrovska';
    const noted = await notedBy(async () => {
      await get(people.trainer.BA, `/api/v1/sessions.csv?of=own&year=2026&text=${named}`);
      await get(people.auditor, `/api/v1/audit.csv?record=${named}&kind=petra_petrovska`);
      await get(people.auditor, `/api/v1/audit/signed?record=${named}`);
    });
    expect(noted.map(({ after }) => after)).toEqual([
      { as: 'json', rows: 0, filter: { record: true } },
      { as: 'csv', rows: 0, filter: { record: true, kind: true } },
      { as: 'csv', rows: 0, filter: { of: 'own', text: true, year: 2026 } },
    ]);
  });
  test('a file without a single row', async () => {
    await notedBy(() => get(people.coordinator.RS, '/api/v1/sessions.csv'));
    const { entries } = await database.read(people.coordinator.RS, ({ ask }) =>
      ask(listEntries, ministries.RS, { action: 'export' }),
    );
    expect(entries).toMatchObject([{ kind: 'training_session', after: { as: 'csv', rows: 0 } }]);
  });
  test('people, and the page of a person, also by somebody of elsewhere; not what is about oneself', async () => {
    const { personId } = people.administrator;
    const leader = people.leader.personId;
    expect(
      await notedBy(async () => {
        await (await get(people.administrator, '/people')).text();
        await (await get(people.administrator, `/people/${leader}`)).text();
        await (await get(people.leader, `/people/${leader}`)).text();
      }),
    ).toMatchObject([
      { actorId: personId, kind: 'person', action: 'read' },
      { actorId: personId, kind: 'appointment', action: 'read' },
    ]);
  });
  test('people taken along, in the audit of each ministry whose people they are', async () => {
    const { personId } = people.administrator;
    const noted = await notedBy(async () => {
      await (await get(people.administrator, '/api/v1/people.csv')).text();
      await (await get(people.leader, '/api/v1/people.xlsx')).arrayBuffer();
      await (await get(people.observer, '/api/v1/people.csv')).text();
    });
    expect(noted).toMatchObject([
      { actorId: people.leader.personId, kind: 'appointment', action: 'export', after: { as: 'xlsx' } },
      { actorId: personId, kind: 'appointment', action: 'export', after: { as: 'csv' } },
    ]);
  });
  test('nothing stands in the way of who sees themself alone, with no role any more', async () => {
    const left = await appoint(platform, 'trainer', ministries.BA);
    await connection.script(`update appointment set to_date = '2020-01-01' where person_id = '${left.personId}'`);
    expect((await get(left, '/people')).status).toBe(200);
  });
  test('nothing where nothing of one’s own is seen', async () => {
    const others = [people.trainer.RS, people.secretariat, people.observer, people.administrator];
    const paths = ['/network', '/api/v1/network.csv', '/api/v1/sessions.csv?of=network', '/api/v1/facts.csv'];
    expect(await notedBy(() => Promise.all(others.flatMap((actor) => paths.map((path) => get(actor, path)))))).toEqual(
      [],
    );
  });
  test('where it cannot be noted, nothing is read', async () => {
    await connection.script('revoke execute on function note_read(uuid, text, text, text, jsonb) from kaskada_app');
    onTestFinished(() =>
      connection.script('grant execute on function note_read(uuid, text, text, text, jsonb) to kaskada_app'),
    );
    for (const path of ['/network', '/api/v1/network.csv', '/api/v1/sessions?of=own', '/api/v1/sessions.csv']) {
      const answer = await get(people.trainer.BA, path);
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, 403]);
      expect(text).not.toMatch(/A trainer<|A trainer,|Нацрт/);
    }
  });
});

describe('taking an audit along', () => {
  test('signed: it verifies without a database, and is noted', async () => {
    const auditor = await as(people.auditor);
    let text = '';
    const noted = await notedBy(async () => {
      text = (await auditor('GET', '/audit/signed?action=insert')).text;
    });
    expect(noted).toMatchObject([{ actorId: people.auditor.personId, kind: 'audit_entry', action: 'export' }]);
    const report = verifyExport(text);
    expect(report).toMatchObject({ chain: ministries.BA, problems: [] });
    expect(report.entries).toBeGreaterThan(10);
    expect(verifyExport(text.replace('"insert","before"', '"delete","before"')).problems).toHaveLength(2);
    const key = await (await as(people.stranger))('GET', '/audit/key');
    expect(report.fingerprint).toBe(key.json.fingerprint);
  });
  test('as a table: in words, formulas made harmless', async () => {
    const { sheets, notes } = readDownload(
      await (
        await as(people.coordinator.BA)
      )('GET', `/audit.csv?record=${people.leader.personId}`),
    );
    expect(notes.flat().join()).toContain('Audit of Bosnia and Herzegovina');
    expect(sheets[0]!.rows.slice(-2)).toMatchObject([
      { 'What was done': 'Change', 'Before → after': 'Name: A leader → =HYPERLINK("x")' },
      { 'What was done': 'New', 'Kind of record': 'Person', Who: 'The platform itself' },
    ]);
    const all = await (await as(people.coordinator.BA))('GET', '/audit.csv');
    expect(all.text).not.toMatch(/(^|,)"?=/m);
  });
  test('the head: signed as well', async () => {
    const { text, json } = await (await as(people.deputy))('GET', '/audit/head');
    expect(verifyExport(text)).toMatchObject({ problems: [], entries: 0, head: { seq: json.head.seq } });
  });
});

describe('nobody else', () => {
  const outsiders = {
    'a trainer of the ministry': people.trainer.BA,
    'its leader': people.leader,
    'an observer': people.observer,
    'an administrator': people.administrator,
  };
  const paths = [
    '/audit',
    '/audit/chain',
    '/api/v1/audit.csv',
    '/api/v1/audit.xlsx',
    '/api/v1/audit/signed',
    '/api/v1/audit/head',
  ];
  test.each(Object.entries(outsiders))('sees anything: %s', async (_, actor) => {
    for (const path of paths)
      for (const query of ['', '?ministry=BA', `?ministry=BA&record=${people.leader.personId}`])
        expect([path, (await get(actor, path + query)).status]).toEqual([path, 403]);
    expect(await (await get(actor, '/home')).text()).not.toContain('href="/audit"');
  });
  test('of the secretariat sees a ministry’s, only the network’s', async () => {
    for (const path of paths) {
      expect([path, (await get(people.secretariat, `${path}?ministry=BA`)).status]).toEqual([path, 403]);
      const answer = await get(people.secretariat, path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await answer.text()).not.toContain(ministries.BA);
    }
    expect(await (await get(people.secretariat, '/home')).text()).toContain('href="/audit"');
  });
  test('of another ministry sees anything but its own, by whatever it asks', async () => {
    for (const path of paths) {
      expect([path, (await get(people.coordinator.RS, `${path}?ministry=BA`)).status]).toEqual([path, 403]);
      const text = await (await get(people.coordinator.RS, `${path}?record=${people.leader.personId}`)).text();
      expect(text).not.toContain('HYPERLINK');
      expect(text).not.toContain(ministries.BA);
    }
    const verify = { method: 'POST', body: new URLSearchParams(), headers: { origin: site.origin } };
    expect((await get(people.coordinator.RS, '/audit/chain?/verify&ministry=BA', verify)).status).toBe(403);
  });
  test('not signed in is asked to', async () => {
    expect((await get(people.stranger, '/audit')).status).toBe(303);
    for (const path of paths.slice(2)) expect([path, (await get(people.stranger, path)).status]).toEqual([path, 401]);
  });
});

describe('the chain, verified on its page', () => {
  const post = (action: string, form: Record<string, string>) =>
    get(people.auditor, `/audit/chain?/${action}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: site.origin, accept: 'text/html' },
    });
  const say = async (answer: Promise<Response>) => (await (await answer).text()).replaceAll(/<!--.*?-->/g, '');
  const headNow = async () => {
    const { rows } = await sql<{ seq: number; hash: string }>`
      select seq, encode(hash, 'hex') as hash from audit_head where chain = ${ministries.BA}`.execute(connection.db);
    return { seq: String(rows[0]!.seq), hash: rows[0]!.hash };
  };

  test('holds, with the number of its entries', async () => {
    const { seq } = await headNow();
    const said = await say(post('verify', {}));
    expect(said).toContain('The chain holds');
    // The auditor who asks has signed in meanwhile, which is an entry.
    expect(said).toContain(`${Number(seq) + 1} entries were verified`);
  });
  test('still has an entry that was kept outside, typed or as the text of a signed head', async () => {
    const head = await headNow();
    expect(await say(post('check', head))).toContain('The entry is still there');
    const signed = async (actor: Actor) => (await (await as(actor))('GET', '/audit/head')).text;
    const paste = async (actor: Actor) => say(post('check', { seq: '', hash: await signed(actor) }));
    expect(await paste(people.auditor)).toContain('The entry is still there');
    expect(await paste(people.coordinator.RS)).toContain('the head of another chain');
    expect(await say(post('check', { seq: '1', hash: '' }))).toContain('Type all 64 digits');
  });
  test('takes a mistyped number for what it is', async () => {
    const head = await headNow();
    for (const seq of ['x', '', '0', '-3', '1e9']) {
      const said = await say(post('check', { seq, hash: head.hash }));
      expect([seq, said.includes('This cannot be the number of an entry')]).toEqual([seq, true]);
      expect(said).not.toMatch(/The chain was replaced|The entry is gone/);
      expect(said).toContain(head.hash);
    }
    const beyond = await say(post('check', { seq: String(Number(head.seq) + 900), hash: 'a'.repeat(64) }));
    expect(beyond).toMatch(/There is no entry [\d,.]+.*The chain ends at entry/s);
    expect(beyond).not.toMatch(/The chain was replaced|The entry is gone/);
    const beside = await say(post('check', { ...head, seq: String(Number(head.seq) - 1) }));
    expect(beside).toContain('The number is another one');
    expect(beside).not.toContain('The chain was replaced');
  });
  test('tells where it is broken, cut or replaced', async () => {
    const head = await headNow();
    const signedHead = (await (await as(people.auditor))('GET', '/audit/head')).text;
    const another = { ...head, hash: 'a'.repeat(64) };
    expect(await say(post('check', another))).toContain('The chain was replaced');
    await tamper(
      connection,
      `delete from audit_entry where chain = '${ministries.BA}' and seq >= ${head.seq};
      ${setHeadBack(ministries.BA)}`,
    );
    expect(await say(post('check', { seq: '', hash: signedHead }))).toContain('The entry is gone');
    const beyond = { ...head, seq: String(Number(head.seq) + 9) };
    expect(await say(post('check', beyond))).toContain('If it really was');
    await connection.script(`update audit_entry set row_key = 'x' where chain = '${ministries.BA}' and seq = 3`);
    expect(await say(post('verify', {}))).toContain('Entry 3 was altered');
  });
});
