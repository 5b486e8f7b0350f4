import type { Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Statement } from '#domains/training/sessions/types.ts';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { database, people, ministries, connection } = platform;
const { as } = await openTestApi(await openTestSite(database), people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = { BA: await as(people.trainer.BA), RS: await as(people.trainer.RS) };
const coordinator = { BA: await as(people.coordinator.BA), RS: await as(people.coordinator.RS) };
const secretariat = await as(people.secretariat);
const observer = await as(people.observer);
const stranger = await as(people.stranger);

const hold = async (country: 'BA' | 'RS', title: string, year: number, statements: Statement[], grain = 'sex') => {
  const day = `${year}-05-04` as ReturnType<typeof sessionOf>['dateFrom'];
  const content = sessionOf(surroundings, country, { title, dateFrom: day, dateTo: day, statements });
  const told = await submit(trainer[country], ministries[country], content);
  await release(coordinator[country], told, grain);
  return told;
};
const women = (n: number): Statement => ({ sex: 'woman', n });
const men = (n: number): Statement => ({ sex: 'man', n });

const many = await hold('BA', 'Many', 2022, [women(20), men(22)]);
const few = await hold('BA', 'Few women', 2023, [women(3), men(40)]);
await hold('RS', 'Total only', 2023, [women(10), men(10)], 'total');
await hold('RS', 'Nobody counted', 2021, []);

const headline = '/figures/attendances-peers_at_home';

describe('a figure', () => {
  test('counts what was released, and says which part of it was not recorded', async () => {
    const { json } = await stranger('GET', `${headline}?ministry=RS`);
    expect(json).toMatchObject({
      code: 'attendances-peers_at_home',
      scope: { kind: 'peers_at_home', ministry: { countryCode: 'RS' }, year: null },
      ...{ sessions: 2, uncountedSessions: 1, value: 20, isExact: false, threshold: 5 },
      // Nobody recorded women and men: that is not the same as none.
      bySex: { women: null, men: null, notRecorded: 20 },
      bySexAndStatus: { womenCivilian: null, menMilitary: null, notRecorded: 20 },
    });
    expect(json.definition).toMatchObject({ unit: 'attendances', version: 1, title: 'Attendances of peers at home' });
    expect(new Date(json.asAt).getTime()).toBeLessThanOrEqual(Date.now());
    // Of this figure, and of no other.
    expect((await stranger('GET', '/figures/attendances-partner_activity')).json.asAt).toBeNull();
    const [all, one] = [headline, `${headline}?ministry=BA&year=2022`].map((path) => stranger('GET', path));
    expect((await one!).json.asAt < (await all!).json.asAt).toBe(true);
  });

  test('withholds from others what its own ministry sees exactly', async () => {
    const scope = `${headline}?ministry=BA&year=2023`;
    const exact = { isExact: true, value: 43, bySex: { women: 3, men: 40, notRecorded: 0 } };
    expect((await coordinator.BA('GET', scope)).json).toMatchObject(exact);
    const shown = { isExact: false, value: 43, bySex: { withheld: true } };
    for (const ask of [coordinator.RS, secretariat, observer, stranger])
      expect((await ask('GET', scope)).json).toMatchObject(shown);
  });

  test('has rows by ministry and by year that add up to it', async () => {
    const { json } = await stranger('GET', headline);
    const sum = (rows: { value: number }[]) => rows.reduce((all, { value }) => all + value, 0);
    expect(json.value).toBe(105);
    expect(sum(json.byMinistry)).toBe(105);
    expect(sum(json.byYear)).toBe(105);
    expect(
      json.byMinistry.map(({ ministry }: { ministry: { countryCode: string } }) => ministry.countryCode),
    ).toHaveLength(2);
    expect(json.byYear.map(({ year }: { year: number }) => year)).toEqual([2021, 2022, 2023]);
  });

  test('is listed with the others, which are never added to it', async () => {
    const { json } = await stranger('GET', '/figures');
    expect(json.figures.map(({ code, value }: Record<string, unknown>) => [code, value])).toEqual([
      ['attendances-peers_at_home', 105],
      ['attendances-training_of_trainers', 0],
      ['attendances-peers_from_outside', 0],
      ['attendances-partner_activity', 0],
      ['sessions-coaching', 0],
    ]);
    const one = await stranger('GET', '/figures?kind=peers_at_home&year=2022');
    expect(one.json.figures).toMatchObject([{ value: 42, scope: { year: 2022 } }]);
  });

  test('opens to sessions for the network, and to counts for everybody else', async () => {
    const opened = async (ask: typeof stranger) => {
      const { json } = await ask('GET', '/figures?kind=peers_at_home&ministry=BA');
      return (await ask('GET', (json.figures[0].opens as string).replace('/api/v1', ''))).json;
    };
    expect(await opened(secretariat)).toMatchObject({ of: 'network', total: 2 });
    expect(await opened(coordinator.RS)).toMatchObject({ of: 'network', total: 2 });
    expect(await opened(observer)).toMatchObject({ value: 85 });
    expect(await opened(stranger)).toMatchObject({ value: 85 });
  });

  test('is described in the language of who asks', async () => {
    const title = async (language: string) =>
      (await stranger('GET', headline, undefined, { 'accept-language': language })).json.definition.title;
    expect(await title('sr')).toBe('Присуства колегиница и колега у земљи');
    expect(await title('sr-Latn')).toBe('Prisustva koleginica i kolega u zemlji');
  });

  test.each([
    ['/figures?year=20', 'year'],
    ['/figures?year=2020x', 'year'],
    ['/figures?kind=all', 'kind'],
    ['/figures?ministry=FR', 'ministry'],
    ['/figures?ministry=rs', 'ministry'],
    [`${headline}?ministry=%27`, 'ministry'],
  ])('is not found by what cannot be: %s', async (path, parameter) => {
    const { status, json } = await stranger('GET', path);
    expect(status).toBe(422);
    expect(json.problems).toEqual([{ parameter, key: `api.problem.${parameter}`, message: expect.any(String) }]);
  });

  test('that nobody defined is missing', async () => {
    for (const path of ['/figures/attendances', '/figures/attendances.csv', '/figures/__proto__.xlsx'])
      expect((await stranger('GET', path)).json).toMatchObject({ name: 'FigureMissing', status: 404 });
  });
});

describe('sessions', () => {
  test('are their own ministry’s unless said otherwise, and the network’s for who has none', async () => {
    expect((await trainer.BA('GET', '/sessions')).json).toMatchObject({ of: 'own', total: 2, page: 1, pageLength: 50 });
    expect((await trainer.BA('GET', '/sessions?of=network')).json).toMatchObject({ of: 'network', total: 4 });
    expect((await secretariat('GET', '/sessions')).json).toMatchObject({ of: 'network', total: 4 });
    expect((await secretariat('GET', '/sessions?of=own')).json).toMatchObject({ of: 'own', total: 0, sessions: [] });
  });

  test.each([
    ['?of=network&ministry=RS', ['Total only', 'Nobody counted']],
    ['?of=network&year=2023', ['Few women', 'Total only']],
    ['?of=network&text=FEW', ['Few women']],
    ['?of=network&kind=partner_activity', []],
    ['?of=network&page=2', []],
    ['?of=own&state=released&year=2022', ['Many']],
    ['?of=own&state=waiting', []],
    ['?of=own&ministry=RS', []],
    ['?of=own&kind=peers_at_home&text=many', ['Many']],
  ])('are narrowed by %s', async (query, titles) => {
    const { json } = await trainer.BA('GET', `/sessions${query}`);
    expect(json.sessions.map(({ title }: { title: string }) => title).sort()).toEqual([...titles].sort());
  });

  test('of others show no number that gives a small one away', async () => {
    const withheld = { withheld: true };
    expect((await secretariat('GET', few.path)).json.count).toMatchObject({
      total: 43,
      women: withheld,
      men: withheld,
    });
    expect((await secretariat('GET', many.path)).json.count).toMatchObject({ total: 42, women: 20, men: 22 });
    const own = (await trainer.BA('GET', few.path)).json;
    expect(own.versions[0].content.statements).toEqual([women(3), men(40)]);
  });

  test.each([
    ['?of=everybody', 'of'],
    ['?state=lost', 'state'],
    ['?page=0', 'page'],
    ['?page=1e3', 'page'],
    [`?text=${'x'.repeat(101)}`, 'text'],
  ])('are not found by what cannot be: %s', async (query, parameter) => {
    const { status, json } = await trainer.BA('GET', `/sessions${query}`);
    expect([status, json.problems[0].parameter]).toEqual([422, parameter]);
  });

  test('of the network have no state', async () => {
    const { json } = await secretariat('GET', '/sessions?state=draft');
    expect(json.problems).toMatchObject([{ parameter: 'state', key: 'api.problem.stateOfOwn' }]);
  });
});

describe('the public facts', () => {
  test('are what the page shows: figures, reported totals with what speaks against adding them', async () => {
    await publishTotals();
    await database.work(people.secretariat, (work) => carryOut(work, publishFigures, newId<'Publication'>(), 'A note'));
    const { json } = await stranger('GET', '/facts', undefined, { 'accept-language': 'sr' });
    expect(json).toMatchObject({
      network: { name: 'The network', isDemo: true },
      headline: { code: 'attendances-peers_at_home', value: 105 },
      otherKinds: [],
      countriesReached: { network: ['BA', 'ME', 'MK', 'RS'], beyond: [] },
    });
    const [first, second] = json.reportedTotals;
    expect(first).toMatchObject({ value: 4700, isHeadline: true, repeats: null, overlaps: [{ id: second.id }] });
    expect(second).toMatchObject({ value: 4700, isHeadline: false, repeats: { id: first.id, months: 45 } });
  });

  test('are in files by the names of ministries, in the language of who asks', async () => {
    const names = { en: ['Bosnia', 'Serbia'], sr: ['Босна', 'Србија'] };
    for (const [language, [first, second]] of Object.entries(names))
      for (const path of [`${headline}.csv`, '/facts.csv']) {
        const { text } = await stranger('GET', path, undefined, { 'accept-language': language });
        expect(text.indexOf(first!), path).toBeGreaterThan(0);
        expect(text.indexOf(first!), path).toBeLessThan(text.indexOf(second!));
      }
  });

  test('repeat a total of others with all that its source says of it', async () => {
    const { json } = await stranger('GET', '/snapshots?code=reported-total');
    const path = `/snapshots/${json.snapshots[0].id}`;
    const { reported, value } = (await stranger('GET', path)).json;
    expect({ value, ...reported }).toMatchObject({ value: 4700, qualifier: 'more than', basis: 'web page' });
    const { text } = await stranger('GET', `${path}.csv`);
    for (const said of ['Value,"more than 4,700"', `As at,${reported.asAt}`, 'Counted as,web page', 'Source,a page'])
      expect(text).toContain(said);
  });
});

async function publishTotals() {
  const total = { qualifier: 'more than', value: 4700, counted: 'personnel', basis: 'web page', source: 'a page' };
  const rows = ['2017-01-15', '2020-10-01'].map((asAt) => ({
    ...{ id: newId(), ...total, as_at: asAt, period_from: '2012-01-01', period_to: asAt },
  }));
  await connection.transact('read write', (transaction) =>
    (transaction as unknown as Kysely<Record<string, Record<string, unknown>>>)
      .insertInto('reported_total')
      .values(rows)
      .execute(),
  );
}
