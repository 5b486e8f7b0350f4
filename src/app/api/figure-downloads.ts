import * as v from 'valibot';
import type { FigureRow } from '#domains/training/reach/rules/figure.ts';
import type { ShownTotal } from '#domains/training/reach/rules/protection.ts';
import { writeCsv } from '#platform/documents/csv.ts';
import type { Cell, Sheet, Sheets } from '#platform/documents/sheet.ts';
import { writeXlsx } from '#platform/documents/xlsx.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId } from '#shared/ids.ts';
import { translateFor } from '../translate.ts';
import { ministryParameter, yearParameter } from './asked-scope.ts';
import { insistOnDefinition, openFigure, sayDefinition, type OpenedFigure } from './figures.ts';
import { operation, type Asked } from './operation.ts';
import { FigureMissing } from './refusals.ts';

const query = v.object({ ministry: ministryParameter, year: yearParameter });
type Wanted = Asked<v.InferOutput<typeof query>>;

const shared = { who: 'Anybody.', isPublic: true, query, refusals: [FigureMissing] };

export const figureAsCsv = operation({
  ...shared,
  id: 'readFigureAsCsv',
  summary: 'The same figure as a table in CSV, with what it counts and what is withheld',
  answer: 'csv' as const,
  async carryOut(asked) {
    const { name, tables } = await tabulate(asked);
    return { name, bytes: writeCsv(tables) };
  },
});

export const figureAsXlsx = operation({
  ...shared,
  id: 'readFigureAsXlsx',
  summary: 'The same as a workbook',
  answer: 'xlsx' as const,
  async carryOut(asked) {
    const { name, tables } = await tabulate(asked);
    return { name, bytes: await writeXlsx(tables) };
  },
});

async function tabulate({ locals, params, query }: Wanted): Promise<{ name: string; tables: Sheets }> {
  const definition = insistOnDefinition(params.code);
  const opened = await locals.asking((ask) => openFigure(ask, definition, query));
  const t = await translateFor(locals, ['api']);
  const { byOwner, byYear } = opened.figure;
  const countryOf = (ownerId: OwnerId) => t.country(opened.ministries.write(ownerId).countryCode);
  const sheets = [
    layOut(t, opened, [t('api.table.byMinistry'), t('api.table.ministry')], byOwner, countryOf),
    layOut(t, opened, [t('api.table.byYear'), t('api.table.year')], byYear, (year) => year),
  ];
  const name = [definition.code, query.ministry, query.year].filter(Boolean).join('-');
  return { name, tables: { notes: sayNotes(t, opened), sheets } };
}

/** What has to be known about the numbers, wherever the file goes. */
function sayNotes(t: Translate, { definition, figure, asAt, threshold, ministries }: OpenedFigure): string[][] {
  const { title, unitMeans, rule, version } = sayDefinition(t, definition);
  const { ownerId, year } = figure.scope;
  const network = t('api.table.wholeNetwork');
  return [
    [t('api.table.figure'), title],
    [t('api.table.code'), `${definition.code}, ${t('api.table.version', { version: t.number(version) })}`],
    [t('api.table.unit'), unitMeans],
    [t('api.table.rule'), rule],
    [t('api.table.ministry'), ownerId ? t.country(ministries.write(ownerId).countryCode) : network],
    [t('api.table.year'), year ? String(year) : t('api.table.allYears')],
    [t('api.table.asAt'), asAt ? t.instant(asAt) : t('api.table.nothingYet')],
    [
      t('api.table.withholding'),
      figure.isExact
        ? t('api.table.exact', { threshold: t.number(threshold) })
        : t('api.table.protected', { threshold: t.number(threshold) }),
    ],
  ];
}

function layOut<Key>(
  t: Translate,
  { figure, threshold }: OpenedFigure,
  [name, keyHead]: readonly [string, string],
  rows: readonly FigureRow<Key>[],
  sayKey: (key: Key) => Cell,
): Sheet {
  const { sessions, uncountedSessions, whole } = figure;
  return {
    name,
    head: [
      keyHead,
      t('api.table.sessions'),
      t('api.table.uncounted'),
      t('api.table.attendances'),
      t('api.table.women'),
      t('api.table.men'),
      t('api.table.sexNotRecorded'),
      t('api.table.civilian'),
      t('api.table.military'),
      t('api.table.statusNotRecorded'),
    ],
    rows: [
      ...rows.map((row) => [sayKey(row.key), ...numbersOf(t, row, threshold)]),
      [t('api.table.all'), ...numbersOf(t, { key: null, sessions, uncountedSessions, shown: whole }, threshold)],
    ],
  };
}

function numbersOf(t: Translate, row: FigureRow<unknown>, threshold: number): Cell[] {
  const { total, bySex, byStatus } = row.shown;
  const withheld = t('api.table.withheld');
  const hidden = [withheld, withheld, withheld];
  return [
    row.sessions,
    row.uncountedSessions,
    sayTotal(t, total, threshold),
    ...(bySex === 'withheld' ? hidden : [bySex.women, bySex.men, bySex.notRecorded]),
    ...(byStatus === 'withheld' ? hidden : [byStatus.civilian, byStatus.military, byStatus.notRecorded]),
  ];
}

function sayTotal(t: Translate, total: ShownTotal, threshold: number): Cell {
  if (total === 'fewer') return t('api.table.fewer', { threshold: t.number(threshold) });
  return total === 'withheld' ? t('api.table.withheld') : total;
}
