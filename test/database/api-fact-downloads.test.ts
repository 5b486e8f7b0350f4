import { describe, expect, test } from 'vitest';
import { contradictions, meetings, publishedShares, readPublished, reportedTotals } from '#demo/published.ts';
import { append } from '#demo/rows.ts';
import { layOutNetwork } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { readDownload } from '#test/downloaded.ts';
import { carryOut } from '#platform/database/database.ts';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

/* The real published figures, and one contradiction that would be a formula in every cell. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
await layOutNetwork(platform);
const formulas = { subject: '=1+1', first: '+1', second: '-1', first_source: '@SUM(A1)', second_source: '=2' };
await connection.transact('read write', async (transaction) => {
  await append(transaction, 'reported_total', reportedTotals());
  await append(transaction, 'published_share', publishedShares());
  const [first, ...others] = contradictions();
  await append(transaction, 'contradiction', [{ ...first, ...formulas }, ...others]);
  await append(transaction, 'meeting', meetings());
  const reached = {
    owner_id: ministries.RS,
    country_code: 'GE',
    year: 2019,
    sessions: 2,
    attendances: 14,
    open_sessions: 1,
  };
  await append(transaction, 'reach_peer_country', [reached]);
});
await database.work(people.secretariat, (work) => carryOut(work, publishFigures, newId<'Publication'>(), 'A note'));
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);
const stranger = await as(people.stranger);
const page = await site.as(people.stranger);
const serbian = { 'accept-language': 'sr' };
const read = async (path: string, headers = {}) => readDownload(await stranger('GET', path, undefined, headers));

describe('the public facts as CSV', async () => {
  const { notes, sheets } = await read('/facts.csv');
  const [figures, reported, shares, disagreements, beyond] = sheets;
  const { json } = await stranger('GET', '/facts');

  test('say what they are, as at when, and that they are a demonstration', () => {
    expect(notes[0]![0]).toContain('This is a demonstration.');
    expect(notes).toContainEqual(['Public facts', 'The network']);
    expect(notes).toContainEqual(['As at', 'nothing released yet']);
    expect(notes.flat().join(' ')).toContain('never inside');
  });

  test('have every published figure, with the snapshot that proves it', () => {
    const countries = figures!.rows.find(({ Code }) => Code === 'peer-countries')!;
    expect(countries).toMatchObject({ Number: '1', 'Of what': 'The whole network', 'Definition version': '1' });
    expect(countries['Snapshot']).toBe(`${site.origin}${json.countriesReached.peers.snapshot.page}`);
    expect(figures!.rows.filter(({ Code }) => Code === 'meetings-held').map((row) => row['Number'])).toEqual([
      '16',
      '8',
    ]);
  });

  test('have every reported total of the page, with its source in full', async () => {
    const html = await (await page('/')).text();
    expect(reported!.rows).toHaveLength(readPublished('reported-totals').length);
    for (const row of reported!.rows) {
      expect(html).toContain(`>${row['As stated']}`);
      expect(html).toContain(`href="${row['Source']}"`);
    }
    expect(reported!.rows.at(-1)).toMatchObject({
      Published: '2020-10-21',
      Total: '4700',
      'As stated': 'more than 4,700',
      For: 'the network',
      'What it counts': 'civilian and military personnel educated in their MoDs and AFs',
      'Period from': '2014-03-13',
      'Period to': '2020-10-21',
      'Counted as': 'not stated',
      Note: 'same value as 45 months earlier',
    });
  });

  test('say which totals stand still, and which overlap, as the interface does', () => {
    const dayOf = (id: string) => json.reportedTotals.find((total: { id: string }) => total.id === id).asAt;
    for (const [at, { repeats, overlaps }] of json.reportedTotals.entries()) {
      const row = reported!.rows[at]!;
      expect(row['Not above the total published on']).toBe(repeats ? dayOf(repeats.id) : '');
      const days = row['Its period overlaps with totals published on']!.split('; ').map((one) => one.slice(0, 10));
      expect(days.sort()).toEqual(overlaps.map(({ id }: { id: string }) => dayOf(id)).sort());
    }
    expect(reported!.rows.at(-1)!['Not above the total published on']).toBe('2017-01-15');
    expect(reported!.rows.at(-1)!['Its period overlaps with totals published on']).toContain('2015-09-24 (Serbia)');
  });

  test('have the published shares, each beside what its own numbers give', () => {
    expect(shares!.rows).toHaveLength(json.publishedShares.length);
    expect(shares!.rows.filter(({ Check }) => Check)).toMatchObject([
      {
        Country: 'Bosnia and Herzegovina',
        Women: '106',
        'Out of': '8482',
        'Published share, %': '4.2',
        'Computed share, %': '1.25',
        Check: 'does not follow from its own numbers',
      },
    ]);
    const undated = shares!.rows.find(({ Note }) => Note === 'undated')!;
    expect([undated['As at'], undated['Women'], undated['Computed share, %']]).toEqual(['', '', '']);
  });

  test('have the contradictions, formulas made harmless', () => {
    expect(disagreements!.rows).toHaveLength(json.contradictions.length);
    expect(disagreements!.rows).toContainEqual({
      About: "'=1+1",
      'One source says': "'+1",
      'First source': "'@SUM(A1)",
      'Another says': "'-1",
      'Second source': "'=2",
      withdrawn: '',
    });
  });

  test('have the countries reached beyond the network', () => {
    expect(beyond!.rows).toEqual([
      { Country: 'Georgia', Sessions: '2', Since: '2019', Attendances: '14', [openTo]: '1' },
    ]);
  });
});

const openTo = 'Sessions where it is not recorded or withheld';

describe('the meeting record as CSV', async () => {
  const { notes, sheets } = await read('/meetings.csv');
  const rows = sheets[0]!.rows;

  test('has the meetings of the page, and leaves empty what the source does not say', async () => {
    const html = await (await page('/meeting-record')).text();
    const published = readPublished('meetings');
    expect(rows).toHaveLength(published.length);
    for (const { source } of published) {
      expect(rows.map((row) => row['Source'])).toContain(source);
      expect(html).toContain(`href="${source!.replaceAll('&', '&amp;')}"`);
    }
    expect(rows.find(({ Place }) => Place === 'Vršac')).toMatchObject({
      Series: 'Regional meetings of gender military trainers',
      'No.': '7',
      Held: '2023-05-18',
      'Last day': '2023-05-18',
      Country: 'Serbia',
      Participants: '',
      Topics: 'finalise the online course; plan',
    });
    expect(rows.find(({ Held }) => Held === '2020-10-21')).toMatchObject({ Place: 'online', Country: '' });
  });

  test('says how many were held, which numbers nothing is known of, and as at when', () => {
    expect(notes.flat()).toContain('Demo: invented people and sessions');
    expect(notes.find(([title]) => title === 'Regional meetings of gender military trainers')![1]).toBe(
      '8 meetings held, by the number of the latest one. No record is known of numbers 2, 3, 4 and 6.',
    );
    expect(notes.find(([title]) => title === 'As at')![1]).toMatch(/\d{4} at \d\d:\d\d$/);
  });
});

describe.each(['facts', 'meetings'])('%s', (name) => {
  test('in Serbian is in Serbian, column heads and countries too', async () => {
    const { notes, sheets } = await read(`/${name}.csv`, serbian);
    for (const { name, head } of sheets) for (const text of [name, ...head]) expect(text).toMatch(/^[^A-Za-z]+$/);
    expect(notes.find(([title]) => title === 'Стање')).toBeDefined();
    expect(JSON.stringify(sheets)).toContain('Босна и Херцеговина');
  });

  test.each([{}, serbian])('as a workbook is one, its sheets named in full', async (headers) => {
    const { bytes, headers: sent } = await stranger('GET', `/${name}.xlsx`, undefined, headers);
    expect(sent.get('content-disposition')).toBe(`attachment; filename="${name}.xlsx"`);
    expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1')).toBe('PK\u0003\u0004');
    for (const { name: sheet } of (await read(`/${name}.csv`, headers)).sheets)
      expect(sheet.length).toBeLessThanOrEqual(31);
  });
});

test('pages lead to their files', async () => {
  for (const [path, file] of [['/', 'facts'] as const, ['/meeting-record', 'meetings'] as const]) {
    const html = await (await page(path)).text();
    for (const ending of ['csv', 'xlsx']) expect(html).toContain(`href="/api/v1/${file}.${ending}"`);
  }
});
