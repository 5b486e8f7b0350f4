import { describe, expect, test } from 'vitest';
import { readDownload } from '#test/downloaded.ts';
import { textOfPdf } from '#test/pdf-text.ts';
import { unzip } from '#test/unzip.ts';
import { headline, openPublicSite } from './scene.ts';

/* One figure in five forms: page, JSON, CSV, XLSX and PDF say the same numbers, also where something is withheld. */

const { platform, stranger, page, hold, work } = await openPublicSite();
const day = (text: string) => ({ dateFrom: text, dateTo: text }) as Parameters<typeof hold>[1];
const split = (women: number, men: number) => ({
  statements: [
    { sex: 'woman' as const, n: women },
    { sex: 'man' as const, n: men },
  ],
});
await hold('BA', split(1200, 1350));
await hold('BA', { ...split(3, 40), ...day('2020-02-29') });
await hold('RS', { ...split(1, 2), ...day('2021-02-28') });
await hold(
  'ME',
  { statements: [{ n: 30 }, { status: 'civilian', n: 12 }, { status: 'military', n: 18 }] },
  'sex_and_status',
);
await work(platform.people.secretariat).publish();

/** The heads of the numbers, as the files have them. */
const heads = [
  ...['Sessions', 'of them without a total', 'Attendances'],
  ...['Women', 'Men', 'Sex not recorded', 'Sex withheld'],
  ...['Civilian', 'Military', 'Status not recorded', 'Status withheld'],
];
type Cells = readonly string[];
type Table = ReadonlyMap<string, Cells>;
type Row = Record<'value' | 'bySex' | 'byStatus' | 'sessions' | 'uncountedSessions', unknown>;

/** A row of the interface in the words of the files. */
function cellsOf({ sessions, uncountedSessions, value, bySex, byStatus }: Row): Cells {
  const say = (one: unknown) =>
    one === null ? 'not recorded' : typeof one === 'object' ? 'withheld' : String(one as number);
  const parts = (of: unknown, names: readonly string[]) => {
    const said = of as Readonly<Record<string, unknown>>;
    return names.map((name) => (said['withheld'] === true ? 'withheld' : say(said[name])));
  };
  return [
    ...[say(sessions), say(uncountedSessions), say(value)],
    ...parts(bySex, ['women', 'men', 'notRecorded', 'withheld']),
    ...parts(byStatus, ['civilian', 'military', 'notRecorded', 'withheld']),
  ];
}

const names: Record<string, string> = { BA: 'Bosnia and Herzegovina', ME: 'Montenegro', RS: 'Serbia' };
const figure = (await stranger('GET', `/figures/${headline}`)).json;
const expected: readonly Table[] = [
  new Map([
    // In files, as on pages, ministries stand by their names.
    ...figure.byMinistry
      .map((row: Row & { ministry: { countryCode: string } }) => [names[row.ministry.countryCode], cellsOf(row)])
      .sort(([a]: [string], [b]: [string]) => a.localeCompare(b)),
    ['All', cellsOf(figure)],
  ] as [string, Cells][]),
  new Map([
    ...figure.byYear.map((row: Row & { year: number }) => [String(row.year), cellsOf(row)]),
    ['All', cellsOf(figure)],
  ] as [string, Cells][]),
];

/** The first two tables of a file in CSV. */
async function inCsv(path: string): Promise<Table[]> {
  const { sheets } = readDownload(await stranger('GET', `${path}.csv`));
  return sheets.slice(0, 2).map(({ head, rows }) => {
    expect(head.slice(1)).toEqual(heads);
    return new Map(rows.map((row) => [row[head[0]!]!, heads.map((name) => row[name]!)]));
  });
}

/** The first two sheets of a workbook, below their heads. */
async function inXlsx(path: string): Promise<Table[]> {
  const files = unzip(Buffer.from((await stranger('GET', `${path}.xlsx`)).bytes));
  const text = (xml: string) => xml.replaceAll(/<[^>]*>/g, '');
  const strings = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(([, one]) =>
    text(one!),
  );
  return [1, 2].map((number) => {
    const rows = [...files.get(`xl/worksheets/sheet${number}.xml`)!.matchAll(/<row\b.*?<\/row>/gs)].map(([row]) =>
      [...row.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, cell = '']) =>
        attributes!.includes('t="s"') ? strings[Number(text(cell))]! : text(cell),
      ),
    );
    const head = rows.findIndex((row) => row[1] === 'Sessions');
    expect(rows[head]!.slice(1)).toEqual(heads);
    return new Map(rows.slice(head + 1).map(([name, ...cells]) => [name!, cells]));
  });
}

/** The numbers of the two tables of a page, by the heads that it has. */
async function inPage(path: string): Promise<{ head: Cells; rows: Table }[]> {
  const text = await (await page(path)).text();
  const tables = [...text.matchAll(/<table\b.*?<\/table>/gs)].map(([table]) =>
    [...table.matchAll(/<tr\b.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<t[hd]\b[^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!.replaceAll(/<[^>]*>/g, '').trim()),
    ),
  );
  return tables
    .filter(([head]) => head?.[1] === 'Sessions')
    .map(([head, ...rows]) => ({
      head: head!.slice(1),
      rows: new Map(rows.map(([name, ...cells]) => [name!, cells])),
    }));
}

const grouped = (cell: string, locale = 'en-GB') => (/^\d+$/.test(cell) ? Number(cell).toLocaleString(locale) : cell);
const snapshot = (await stranger('GET', '/facts')).json.headline.snapshot as { id: string; page: string };

test('something of each kind is there to be compared', () => {
  const [ministries, years] = expected;
  expect(ministries!.get('Serbia')).toContain('withheld');
  expect(ministries!.get('Montenegro')).toContain('not recorded');
  expect(years!.get('2020')!.slice(3, 7)).toEqual(Array(4).fill('withheld'));
  expect(ministries!.get('All')![2]).toBe('2623');
});

test('the page of the figure says what the interface says', async () => {
  const tables = await inPage(`/figure/${headline}`);
  expect(tables).toHaveLength(2);
  for (const [at, { head, rows }] of tables.entries()) {
    expect([...rows.keys()].sort()).toEqual([...expected[at]!.keys()].sort());
    for (const [name, cells] of rows)
      expect([name, ...cells]).toEqual([
        name,
        ...head.map((one) => grouped(expected[at]!.get(name)![heads.indexOf(one === 'All' ? 'Attendances' : one)]!)),
      ]);
  }
});

describe.each([
  ['the figure', `/figures/${headline}`],
  ['its snapshot', `/snapshots/${snapshot.id}`],
])('%s', (_, path) => {
  test.each([
    ['CSV', inCsv],
    ['XLSX', inXlsx],
  ])('as %s says what the interface says', async (__, read) => {
    expect((await read(path)).map((table) => [...table])).toEqual(expected.map((table) => [...table]));
  });

  test('as PDF says what the interface says, with what it counts, as at when, and what is withheld', async () => {
    const answer = await stranger('GET', `${path}.pdf`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const text = textOfPdf(answer.bytes);
    const said = text.replaceAll(/\s+/g, ' ');
    for (const table of expected)
      for (const cells of table.values()) expect(text).toContain(cells.map((cell) => grouped(cell)).join('\n'));
    for (const note of ['A person in the room of one session', 'As at', 'below 5', `${headline}, version 1`])
      expect(said.toLowerCase()).toContain(note.toLowerCase());
  });

  test('as PDF is in the language of its reader', async () => {
    const { bytes } = await stranger('GET', `${path}.pdf`, undefined, { 'accept-language': 'sr' });
    const text = textOfPdf(bytes);
    expect(text).toContain('Жене');
    expect(text).toContain('2.623');
    expect(text).toContain('изостављено');
  });
});

test('the page of the snapshot, its JSON and the public facts say the same number', async () => {
  const text = await (await page(snapshot.page)).text();
  const shown = (await stranger('GET', '/facts')).json.headline;
  expect(cellsOf(shown)).toEqual(expected[0]!.get('All'));
  expect((await stranger('GET', `/snapshots/${snapshot.id}`)).json.value).toBe(figure.value);
  const [sex, status] = [figure.bySex, figure.byStatus];
  for (const n of [figure.value, sex.women, sex.men, sex.withheld, sex.notRecorded, status.civilian, status.military])
    expect(text).toContain(`>${grouped(String(n))}<`);
});
