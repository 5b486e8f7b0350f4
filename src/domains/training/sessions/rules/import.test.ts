import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeCsvRows } from '#platform/documents/csv.ts';
import { readTable } from '#platform/documents/read-table.ts';
import { writeXlsx } from '#platform/documents/xlsx.ts';
import { fold } from '#platform/i18n/fold.ts';
import { offeredLanguages } from '#platform/i18n/languages.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import { countryCodes } from '#domains/network/types.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { approvals, legalCovers, type FromOutside } from './from-outside.ts';
import { bases, occurrences, sessionKinds, type SessionContent } from '../types.ts';
import { marginsOf } from '../rules.ts';
import { findContradictions } from './contradictions.ts';
import { groups } from './groups.ts';
import { judgeRow, type RowRules } from './import-check.ts';
import { guessColumns, importFields, readHeaders } from './import-columns.ts';
import { dayOfSerial, readDay } from './import-days.ts';
import { headOf, nameKnown, rowOf } from './import-sheets.ts';
import { columnLetters, sayImportProblem } from './import-wording.ts';
import { learnWords, type KnownThings } from './import-words.ts';
import { compareVersions } from './versions.ts';

let languages: Translate[] = [];
beforeAll(async () => {
  languages = await Promise.all(
    offeredLanguages.map(async (one) => createTranslate(one, await loadWords(one, ['sessions', 'spreadsheet']))),
  );
});

const named = (...names: string[]) => names.map((name) => ({ id: newId(), names: [name, name, name] }));
const trainers = named('Ана Анић', 'Petar; Petrović', 'Two of one name', 'Two of one name', 'Đorđe, the younger');
const ministries = named('Ministry of Defence', 'Ministarstvo; odbrane');
const units = named('Rights and duties', 'Women, peace; and security', 'Жене и мир');
const knownThings = (): KnownThings => ({
  countries: countryCodes.map((id) => ({ id, names: languages.map((t) => t.country(id)) })),
  ministries,
  units,
  trainers,
});
const rules = (mapping: RowRules['mapping'], is1904 = false): RowRules => ({
  mapping,
  is1904,
  width: importFields.length,
  vocabulary: learnWords(fold, languages, knownThings()),
  context: {
    today: '2026-11-23' as Day,
    countries: new Set(countryCodes),
    networkCountries: new Set(['ME', 'RS', 'XK']),
    unitIds: new Set(units.map(({ id }) => id)),
    trainerIds: new Set(trainers.map(({ id }) => id)),
    coOwnerIds: new Set(ministries.map(({ id }) => id)),
  },
});

const words = fc
  .array(fc.constantFrom('Ниш', 'Kraljevo,', 'a; b', '"quoted"', 'line\tand', 'ša', '=1+1', '@x', '+381', '3.5'), {
    maxLength: 4,
  })
  .map((some) => some.join(' ').replaceAll('\t', ' '));
const day = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2026-10-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as Day);
const statements = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...groups), fc.nat(40)), { selector: ([group]) => group, maxLength: 8 })
  .map((some) => some.map(([group, n]) => ({ ...group, n })))
  .filter((some) => findContradictions(some).length === 0);
const someOf = (named: readonly { id: string }[]) => fc.subarray(named.map(({ id }) => id));
/** Any session that the form would take. */
const content: fc.Arbitrary<SessionContent> = fc
  .record({
    kind: fc.constantFrom(...sessionKinds),
    occurrence: fc.constantFrom(...occurrences),
    title: words,
    days: fc.tuple(day, day),
    hours: fc.option(fc.integer({ min: 1, max: 80 }).map((half) => half / 2)),
    place: words.map((text) => `P ${text}`.trim()),
    countryCode: fc.constantFrom(...countryCodes),
    host: words,
    peers: fc.subarray(['MD', 'GH', 'UG', 'GB'], { minLength: 1 }),
    coOwnerIds: someOf(ministries),
    numbers: fc.array(fc.option(fc.integer({ min: 1, max: 9 })), { minLength: 4, maxLength: 4 }),
    cover: fc.constantFrom(null, ...legalCovers),
    approval: fc.constantFrom(null, ...approvals),
    teamCountries: fc.subarray(['ME', 'RS', 'XK']),
    unitIds: someOf(units),
    trainerIds: fc.subarray(
      trainers.map(({ id }) => id),
      { minLength: 1 },
    ),
    statements,
    basis: fc.constantFrom(...bases),
    notes: words.map((text) => `${text}\nsecond line`),
  })
  .map(({ days, peers, numbers, cover, approval, teamCountries, ...rest }) => {
    const [dateFrom, dateTo] = days.toSorted() as [Day, Day];
    const content = { ...rest, dateFrom, dateTo, peerCountries: [] } as unknown as SessionContent;
    if (rest.kind === 'coaching') return { ...content, statements: [], trainerIds: [], basis: null };
    if (rest.kind !== 'peers_from_outside') return content;
    const total = marginsOf(rest.statements).total ?? 100;
    const isApproved = approval === 'approved';
    const nationalities = peers.map((countryCode, at) => ({ countryCode, n: total < 40 ? null : numbers[at]! }));
    const outside: FromOutside = {
      ...{ nationalities, legalCover: cover, legalCoverText: cover === 'other' ? 'Letters, two; of May' : '' },
      ...{ approval, approvalDate: isApproved ? dateFrom : null, approvalReference: isApproved ? '=12/3' : '' },
      teamCountries,
    };
    return { ...content, peerCountries: peers, outside };
  });

test('what we write of any session, in any language and form, is read back as that very session', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 4 }),
      fc.nat(2),
      fc.boolean(),
      async (some, at, asXlsx) => {
        const t = languages[at]!;
        const nameOf = nameKnown(knownThings(), at);
        const ids = some.map(() => newId());
        const [head, rows] = [headOf(t), some.map((one, n) => rowOf(t, ids[n]!, one, nameOf))];
        const bytes = asXlsx
          ? await writeXlsx({ notes: [], sheets: [{ name: 'A', head, rows }] })
          : writeCsvRows([head, ...rows]);
        const table = await readTable(bytes);
        const columns = guessColumns(readHeaders(fold, languages), table.rows[0]!.cells.map(String));
        expect(Object.keys(columns)).toHaveLength(importFields.length);
        const fixed = { kind: '', occurrence: '', countryCode: '', basis: '' };
        table.rows.slice(1).forEach((row, n) => {
          const judged = judgeRow(row, rules({ columns, fixed }));
          expect(judged).toMatchObject({ is: 'good', id: ids[n] });
          const schemed = {
            ...some[n]!,
            title: some[n]!.title.trim(),
            host: some[n]!.host.trim(),
            notes: some[n]!.notes.trim(),
          };
          if (judged.is === 'good') expect(compareVersions(schemed, judged.content)).toEqual([]);
        });
      },
    ),
    { numRuns: 120 },
  );
});

describe('a day', () => {
  test.each([
    ['2019-05-24', '2019-05-24'],
    ['2019/5/4', '2019-05-04'],
    ['4.5.2019.', '2019-05-04'],
    ['04. 05. 2019', '2019-05-04'],
    ['24/5/2019', '2019-05-24'],
    ['5/24/2019', '2019-05-24'],
    ['5/5/2019', '2019-05-05'],
    ['2019-05-24T08:30:00', '2019-05-24'],
    ['24.5.2019 8:30', '2019-05-24'],
    ['31.2.2019', '31.2.2019'],
    ['May 2019', 'May 2019'],
  ])('typed as %s is read as %s', (typed, text) => expect(readDay(typed)).toEqual({ text, isUnclear: false }));

  test('with slashes may be two days', () =>
    expect(readDay('4/5/2019')).toEqual({ text: '4/5/2019', isUnclear: true }));

  test.each([
    [43_609, false, '2019-05-24'],
    [43_609.75, false, '2019-05-24'],
    [42_147, true, '2019-05-24'],
    [61, false, '1900-03-01'],
    [12, false, '12'],
    [9e9, false, '9000000000'],
  ])('kept as %d (from 1904: %s) is %s', (serial, is1904, text) => expect(dayOfSerial(serial, is1904)).toBe(text));
});

test('an empty cell is not recorded and never zero; zero is zero', () => {
  const columns = { dateFrom: 0, place: 1, trainerIds: 2, 'count.woman.all': 3, 'count.man.all': 4 } as const;
  const fixed = { kind: 'peers_at_home', occurrence: 'held', countryCode: 'BA', basis: 'estimate' };
  const judge = (...counts: (number | null)[]) => {
    const judged = judgeRow(
      { number: 2, cells: ['2019-05-24', 'Niš', trainers[0]!.id, ...counts] },
      rules({ columns, fixed }),
    );
    return judged.is === 'good' ? judged.content.statements : judged;
  };
  expect(judge(null, 0)).toEqual([{ sex: 'man', n: 0 }]);
  expect(judge(null, null)).toEqual([]);
});

test('columns are called as spreadsheets call them', () =>
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']));

test.each([
  [{ dateFrom: 0, place: 1, trainerIds: 2 }, 2, 'Say who trained: the column “Trainers” is empty.'],
  [{ dateFrom: 0, place: 1 }, null, 'Say who trained: the file needs a column “Trainers”.'],
])('a row without trainers is told in words that fit a file', (columns, column, text) => {
  const fixed = { kind: 'peers_at_home', occurrence: 'held', countryCode: 'BA', basis: 'estimate' };
  const judged = judgeRow({ number: 2, cells: ['2019-05-24', 'Niš', null] }, rules({ columns, fixed }));
  if (judged.is !== 'wrong') throw new Error(judged.is);
  expect(judged.problems.map((one) => [one.column, sayImportProblem(languages[0]!, one)])).toEqual([[column, text]]);
});
