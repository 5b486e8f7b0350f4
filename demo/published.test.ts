import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '#platform/database/connection.ts';
import type { Day } from '#shared/dates.ts';
import { openDemo, rowsOf } from './opened.ts';
import { readPublished } from './published.ts';

let demo: Connection;
beforeAll(async () => {
  demo = await openDemo();
}, 120_000);
afterAll(() => demo.close());

const rows = <Row>(text: string) => rowsOf<Row>(demo, text);

const sources = async (table: string) =>
  (await rows<{ source: string }>(`select source from ${table} where source is not null`)).map(({ source }) => source);
const sourcesOf = (file: string) => readPublished(file).map(({ source }) => source!);

test.each([
  ['reported-totals', 'reported_total'],
  ['meetings', 'meeting'],
  ['trainer-cohorts', 'trainer_cohort'],
  ['women-in-forces', 'published_share'],
  ['sessions', 'session_version'],
  ['sessions', 'released_session'],
])('every row of %s stands in %s with its source, and nothing else does', async (file, table) => {
  expect((await sources(table)).sort()).toEqual(sourcesOf(file).sort());
});

test('contradictions keep both sides and both sources', async () => {
  const kept = await rows('select subject as what, first, second, first_source, second_source from contradiction');
  expect(kept).toHaveLength(5);
  expect(kept).toEqual(expect.arrayContaining(readPublished('contradictions')));
});

test('reported totals are as published, for the network or for one country', async () => {
  const kept = await rows(
    `select as_at, qualifier, value::text, counted as what, coalesce(country_code, 'network') as scope, period_from,
       period_to, basis, source, note from reported_total`,
  );
  expect(kept).toEqual(expect.arrayContaining(readPublished('reported-totals')));
});

test('shares are as published, and what the source leaves out is null', async () => {
  const published = readPublished('women-in-forces');
  const kept = await rows<{ percent: number | null }>(
    `select country_code as country, as_at, women::text, total::text, percent, population, source, note
     from published_share`,
  );
  const asNumbers = published.map(({ percent_published: percent, ...row }) => ({
    ...row,
    percent: percent == null ? null : Number(percent),
  }));
  expect(kept).toEqual(expect.arrayContaining(asNumbers));
});

test('meetings and cohorts leave empty what the page does not say', async () => {
  const [eighth] = await rows(`select date_from, participants, place from meeting where series = 'GMT' and number = 8`);
  expect(eighth).toEqual({ date_from: null, participants: 23, place: 'Budva' });
  const [second] = await rows(`select by_country, total from trainer_cohort where certified_on = '2015-02-05'`);
  expect(second).toEqual({ by_country: { BA: null, ME: null, MK: null, RS: null, other: 4 }, total: 21 });
});

test('sessions say what their sources say and nothing more', async () => {
  const kept = await rows(
    `select v.date_from, v.date_to, v.title, v.place, v.country_code as country, m.country_code as owner,
       v.statements, v.source, r.total, r.women, r.trainer_count
     from session_version v join ministry m on m.id = v.owner_id join released_session r on r.version_id = v.id
     where v.basis = 'published' and r.origin = 'published' and r.grain = 'total' and v.hours is null`,
  );
  const published = readPublished('sessions').map(({ date_from, date_to, title, place, country, persons, source }) => {
    const total = persons == null ? null : Number(persons);
    const statements = total === null ? [] : [{ n: total }];
    return { date_from, date_to, title, place, country, owner: country, statements, source, total, women: null, trainer_count: 0 }; // prettier-ignore
  });
  expect(kept).toHaveLength(8);
  expect(kept).toEqual(expect.arrayContaining(published));
});

test('kinds follow who was trained', async () => {
  const kinds = await rows<{ kind: string; date_from: Day; peer_countries: string[] }>(
    `select kind, date_from, peer_countries from released_session
     where origin = 'published' and kind <> 'peers_at_home' order by date_from`,
  );
  expect(kinds).toEqual([
    { kind: 'training_of_trainers', date_from: '2015-09-24', peer_countries: [] },
    { kind: 'peers_from_outside', date_from: '2016-12-07', peer_countries: ['GH', 'NG', 'RW', 'UG'] },
  ]);
});
