import { describe, expect, test } from 'vitest';
import { readPublished, trainerCohorts } from '#demo/published.ts';
import { append } from '#demo/rows.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { readDownload } from '#test/downloaded.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
await layOutNetwork(platform);
const institution = { id: newId(), owner_id: ministries.BA, name: { en: 'An academy', sr: 'Академија' } };
const retired = {
  ...{ id: newId(), owner_id: ministries.BA, institution_id: institution.id, name: '=A retired trainer' },
  ...{ certified_on: '2014-03-13', active_from: '2014-04-01', active_to: '2020-01-31', origin: 'recorded' },
};
await connection.transact('read write', async (transaction) => {
  await append(transaction, 'institution', [institution]);
  await append(transaction, 'trainer', [retired]);
  await append(transaction, 'trainer_cohort', trainerCohorts());
});
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);

const read = async (actor: typeof people.stranger, headers = {}) =>
  readDownload(await (await as(actor))('GET', '/network.csv', undefined, headers));
const roster = async (actor: typeof people.stranger) =>
  (await read(actor)).sheets.find(({ name }) => name === 'Our roster')?.rows;

const everybodySignedIn = {
  'a trainer': people.trainer.BA,
  'a coordinator': people.coordinator.BA,
  'a trainer of another ministry': people.trainer.RS,
  'the secretariat': people.secretariat,
  'a donor': people.observer,
  'an administrator': people.administrator,
};

describe('the network as CSV', () => {
  test.each(Object.entries(everybodySignedIn))('has counts and cohorts for %s', async (_, actor) => {
    const { notes, sheets } = await read(actor);
    expect(notes.slice(0, 2)).toEqual([['Demo: invented people and sessions'], ['Network', 'The network']]);
    expect(notes[2]).toEqual(['As at', expect.stringMatching(/\d{4} at \d\d:\d\d$/)]);
    expect(sheets[0]!.rows).toHaveLength(4);
    expect(sheets[0]!.rows[0]).toEqual({
      Ministry: 'Ministry of Defence BA',
      Country: 'Bosnia and Herzegovina',
      'Active trainers': '1',
    });
    expect(sheets[1]!.name).toBe('Cohorts');
    expect(sheets[1]!.rows.map((row) => row['Source'])).toEqual(
      readPublished('trainer-cohorts').map(({ source }) => source),
    );
    expect(sheets[1]!.rows).toMatchObject([
      { Certified: '2014-03-13', 'Bosnia and Herzegovina': '6', 'From outside the region': '0', Total: '16' },
      { Certified: '2015-02-05', 'Bosnia and Herzegovina': '', 'From outside the region': '4', Total: '21' },
    ]);
  });

  test.each([people.trainer.BA, people.coordinator.BA])(
    'has the roster for its own ministry, formulas made harmless',
    async (actor) => {
      expect(await roster(actor)).toEqual([
        expect.objectContaining({ Name: 'A trainer', 'Active from': '2012-01-01', 'Active to': '', Source: 'Demo' }),
        {
          Name: "'=A retired trainer",
          Ministry: 'Ministry of Defence BA',
          Institution: 'An academy',
          Certified: '2014-03-13',
          'Active from': '2014-04-01',
          'Active to': '2020-01-31',
          Source: '',
        },
      ]);
    },
  );

  test('has another ministry’s roster for nobody', async () => {
    expect((await roster(people.trainer.RS))!.map((row) => row['Ministry'])).toEqual(['Ministry of Defence RS']);
    for (const actor of [people.trainer.RS, people.secretariat, people.observer, people.administrator])
      expect(JSON.stringify(await read(actor))).not.toContain('retired');
    for (const actor of [people.secretariat, people.observer, people.administrator])
      expect(await roster(actor)).toBeUndefined();
  });

  test('is in the language of who asks', async () => {
    const { sheets } = await read(people.trainer.BA, { 'accept-language': 'sr' });
    expect(sheets.map(({ name }) => name)).toEqual(['По министарствима', 'Групе сертификованих', 'Наш списак']);
    for (const { name, head } of sheets) for (const text of [name, ...head]) expect(text).toMatch(/^[^A-Za-z]+$/);
    expect(sheets[2]!.rows.map((row) => row['Установа'])).toContain('Академија');
  });

  test.each(['csv', 'xlsx'])('is kept in no cache, and is not for strangers: %s', async (ending) => {
    const { status, headers } = await (await as(people.observer))('GET', `/network.${ending}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    const refused = await (await as(people.stranger))('GET', `/network.${ending}`);
    expect([refused.status, refused.json.name]).toEqual([401, 'SignInNeeded']);
  });
});

test.each([people.trainer.BA, people.observer])(
  'the page leads to the files once, with a roster or without',
  async (actor) => {
    const html = await (await (await site.as(actor))('/network')).text();
    for (const ending of ['csv', 'xlsx']) expect(html.split(`href="/api/v1/network.${ending}"`)).toHaveLength(2);
  },
);
