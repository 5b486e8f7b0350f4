import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { releaseAnnotation, writeAnnotation } from '#domains/training/annotations/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit } from '#test/api-scene.ts';
import { openTestApi, type Answer } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const { as } = await openTestApi(await openTestSite(database), people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = await as(people.trainer.BA);
const coordinator = await as(people.coordinator.BA);
const secretariat = await as(people.secretariat);
const stranger = await as(people.stranger);

const small = sessionOf(surroundings, 'BA', {
  title: '=1+1',
  statements: [
    { sex: 'woman', n: 3 },
    { sex: 'man', n: 40 },
  ],
});
await release(coordinator, await submit(trainer, ministries.BA, small));
await release(coordinator, await submit(trainer, ministries.BA, sessionOf(surroundings, 'BA', { title: 'Plain' })));

const rowsOf = ({ text }: Answer): string[][] =>
  parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
const rowOf = (answer: Answer, first: string) => rowsOf(answer).find(([cell]) => cell === first);
const figure = '/figures/attendances-peers_at_home';

describe('a figure as CSV', () => {
  test('says what it counts, as at when and what is withheld, and has the numbers of the page', async () => {
    const answer = await stranger('GET', `${figure}.csv`);
    const { json } = await stranger('GET', figure);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="attendances-peers_at_home.csv"');
    expect(rowOf(answer, 'Figure')).toEqual(['Figure', json.definition.title]);
    expect(rowOf(answer, 'Rule')).toEqual(['Rule', json.definition.rule]);
    expect(rowOf(answer, 'What is withheld')![1]).toContain('below 5');
    expect(rowOf(answer, '2024')!.slice(0, 6)).toEqual(['2024', '2', '0', '85', '20', '22']);
    expect(json.byYear[0]).toMatchObject({ value: 85, bySex: { women: 20, men: 22, notRecorded: 0, withheld: 43 } });
  });

  test('withholds what the figure withholds, and nothing from its own ministry', async () => {
    await release(
      coordinator,
      await submit(trainer, ministries.BA, { ...small, dateFrom: otherYear, dateTo: otherYear }),
    );
    const shown = rowOf(await stranger('GET', `${figure}.csv`), '2020');
    const line = [
      '2020',
      '1',
      '0',
      '43',
      ...Array<string>(4).fill('withheld'),
      'not recorded',
      'not recorded',
      '43',
      '0',
    ];
    expect(shown).toEqual(line);
    const meeting = await stranger('GET', `${figure}.csv?year=2020&ministry=BA`);
    expect(meeting.headers.get('content-disposition')).toContain('attendances-peers_at_home-BA-2020.csv');
    expect(rowOf(meeting, '2020')).toEqual(line);
    const own = await coordinator('GET', `${figure}.csv?year=2020&ministry=BA`);
    expect(rowOf(own, '2020')!.slice(3, 6)).toEqual(['43', '3', '40']);
    expect(rowOf(own, 'What is withheld')![1]).toContain('exactly');
  });

  test('has the years that were asked for, and says which, and how finely ministries release', async () => {
    const some = await stranger('GET', `${figure}.csv?from=2021`);
    expect(some.headers.get('content-disposition')).toContain('attendances-peers_at_home-2021.csv');
    expect(rowOf(some, 'Year')![1]).toBe('since 2021');
    expect(rowOf(some, '2020')).toBeUndefined();
    expect(rowOf(some, '2024')!.slice(0, 4)).toEqual(['2024', '2', '0', '85']);
    expect(rowOf(some, 'How finely it was released')![1]).toContain('shown as not recorded');
    const both = await stranger('GET', `${figure}.csv?from=2020&to=2024`);
    expect(rowOf(both, 'Year')![1]).toBe('2020–2024');
    expect(rowOf(both, 'All')!.slice(1, 4)).toEqual(['3', '0', '128']);
    expect((await stranger('GET', `${figure}.csv?from=soon`)).status).toBe(422);
  });

  test('has the value of those who were asked for, and says of whom it is', async () => {
    const women = await stranger('GET', `${figure}.csv?year=2024&audience=women`);
    const { json } = await stranger('GET', `${figure}?year=2024&audience=women`);
    expect(json).toMatchObject({ value: 20, scope: { audience: 'women' }, bySex: { men: 22 } });
    expect([rowOf(women, 'Value'), rowOf(women, 'Only')]).toEqual([
      ['Value', '20'],
      ['Only', 'women'],
    ]);
    expect((await stranger('GET', `${figure}.csv?audience=everybody`)).status).toBe(422);
  });

  test('is in the language of who asks', async () => {
    const { text } = await stranger('GET', `${figure}.csv`, undefined, { 'accept-language': 'sr' });
    expect(text).toContain('Босна и Херцеговина');
    expect(text).toContain('Жене');
  });
});
const otherYear = '2020-02-29' as (typeof small)['dateFrom'];

test('a figure as a workbook is one', async () => {
  const { bytes, headers } = await stranger('GET', `${figure}.xlsx`);
  expect(headers.get('content-disposition')).toContain('attendances-peers_at_home.xlsx');
  expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1')).toBe('PK\u0003\u0004');
});

describe('sessions as CSV', () => {
  test('are the list that its reader may see, formulas made harmless', async () => {
    const own = await trainer('GET', '/sessions.csv?year=2024');
    expect(rowsOf(own).slice(-2)).toEqual(
      expect.arrayContaining([
        expect.arrayContaining(["'=1+1", '43', '3', '40', 'Released']),
        expect.arrayContaining(['Plain', '42', '20', '22', 'Released']),
      ]),
    );
    const network = await secretariat('GET', '/sessions.csv?year=2024&text=1');
    expect(rowsOf(network).at(-1)).toEqual(expect.arrayContaining(["'=1+1", '43', 'withheld', 'withheld']));
  });

  test('are not for donors and strangers', async () => {
    expect((await (await as(people.observer))('GET', '/sessions.csv')).json.name).toBe('MayNotReadSessions');
    expect((await stranger('GET', '/sessions.xlsx')).json.name).toBe('SignInNeeded');
  });

  test('are kept in no cache', async () => {
    expect((await trainer('GET', '/sessions.xlsx')).headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('countries beside one another as CSV', () => {
  test('have each ministry’s own basis and gaps, and no sums', async () => {
    const answer = await stranger('GET', '/compare.csv');
    expect(answer.text).toContain('This is a demonstration.');
    expect(rowOf(answer, 'How finely it was released')).toBeDefined();
    const lines = rowsOf(answer).filter(([name]) => name === 'Bosnia and Herzegovina');
    expect(lines.map(([, sessions]) => sessions)).toEqual(['3', '3']);
    expect(rowOf(answer, 'All')).toBeUndefined();
    expect(rowOf(answer, 'Serbia')!.slice(1, 3)).toEqual(['0', '0']);
  });

  test('have what a ministry says for the network, once it is released, and for nobody else', async () => {
    const note = 'By sign-in sheet since 2020.';
    const id = newId<'Annotation'>();
    const actor = people.coordinator.BA;
    const form = { id, ownerId: ministries.BA, kind: 'peers_at_home', year: null, note } as const;
    await database.work(actor, (work) => carryOut(work, writeAnnotation, form, 'en'));
    expect((await coordinator('GET', '/compare.csv')).text).not.toContain(note);
    await database.work(actor, (work) => carryOut(work, releaseAnnotation, id));
    expect((await secretariat('GET', '/compare.csv')).text).toContain(note);
    for (const outsider of [stranger, await as(people.observer)])
      expect((await outsider('GET', '/compare.csv')).text).not.toContain(note);
  });
});

test('shares of women are there as a table, though nobody signed in', async () => {
  const { text, headers } = await stranger('GET', '/shares.csv');
  expect(headers.get('content-disposition')).toContain('women-in-forces.csv');
  expect(text).toContain('we choose between no two sources');
});
