import * as v from 'valibot';
import { bridgeOf, type Bridge, type FigureRow } from '#domains/training/reach/rules/figure.ts';
import type { ShownPersons } from '#app/persons.ts';
import type { Figure } from '#domains/training/reach/server/queries.ts';
import { partOf, type Period } from '#domains/training/reach/rules/narrowing.ts';
import type { HiddenSplit } from '#domains/training/reach/rules/shown.ts';
import { sayFilters, sayPart, sayPeriod, sayTotal } from '#domains/training/reach/rules/wording.ts';
import type { Cell, Sheet } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId } from '#shared/ids.ts';
import { translateFor } from '../translate.ts';
import { audienceParameter, ministryParameter, yearParameter } from './asked-scope.ts';
import { downloads, type Tabulated } from './downloads.ts';
import { insistOnDefinition, openFigure, periodOf, sayDefinition, type OpenedFigure } from './figures.ts';
import type { Asked } from './operation.ts';
import { FigureMissing } from './refusals.ts';

const query = v.object({
  ...{ ministry: ministryParameter, year: yearParameter, from: yearParameter, to: yearParameter },
  audience: audienceParameter,
});
type Wanted = Asked<v.InferOutput<typeof query>>;

export const figureDownloads = downloads({
  id: 'readFigure',
  summary: 'The same figure as a table in CSV, with what it counts and what is withheld',
  who: 'Anybody.',
  isPublic: true,
  query,
  refusals: [FigureMissing],
  tabulate,
});

async function tabulate({ locals, params, query }: Wanted): Promise<Tabulated> {
  const opened = await locals.asking(async (ask) => openFigure(ask, await insistOnDefinition(ask, params.code), query));
  const t = await translateFor(locals, ['api', 'facts', 'reach', 'snapshots', 'persons']);
  const { byYear } = opened.figure;
  const countryOf = (ownerId: OwnerId) => t.country(opened.ministries.write(ownerId).countryCode);
  const sheets = [
    layOutMinistries(t, opened, countryOf),
    layOut(t, opened, [t('reach.byYear'), t('reach.year')], byYear, (year) => year),
  ];
  const name = [opened.definition.code, query.ministry, query.year ?? query.from, query.to, query.audience]
    .filter(Boolean)
    .join('-');
  const { title } = sayDefinition(t, opened.definition);
  return { name, title, tables: { notes: sayNotes(t, opened, periodOf(query)), sheets } };
}

/** What has to be known about the numbers, wherever the file goes. */
function sayNotes(t: Translate, opened: OpenedFigure, period: Period | undefined): Cell[][] {
  const { definition, audience, figure, persons, asAt, threshold, isDemo, ministries } = opened;
  const { title, unitMeans, rule, version } = sayDefinition(t, definition);
  const only = sayFilters(t, { ...definition.filters, ...(audience && { audience }) });
  const { ownerId } = figure.scope;
  const network = t('reach.scope.all');
  return [
    ...(isDemo ? [[t('facts.headline.demo')]] : []),
    [t('api.table.figure'), title],
    [t('api.table.code'), `${definition.code}, ${t('api.table.version', { version: t.number(version) })}`],
    [t('api.table.unit'), unitMeans],
    [t('api.table.rule'), rule],
    ...(only ? [[t('snapshots.only'), only]] : []),
    [t('snapshots.frozen.value'), writeValueOf(t, opened)],
    [t('reach.ministry'), ownerId ? t.country(ministries.write(ownerId).countryCode) : network],
    [t('reach.year'), sayPeriod(t, period)],
    [t('api.table.asAt'), asAt ? t.instant(asAt) : t('api.table.nothingYet')],
    [
      t('api.table.withholding'),
      figure.isExact ? t('reach.exact') : t('facts.how.protected', { threshold: t.number(threshold) }),
    ],
    [t('api.table.grain'), t('reach.grain')],
    ...(persons ? sayPersons(t, persons).map((said) => [t('persons.title'), said]) : []),
    ...(figure.leftOut > 0 ? [[t('api.table.leftOut'), t('reach.leftOut', { n: figure.leftOut })]] : []),
  ];
}

/** The figure itself, of its audience; a number is one for programs too. */
function writeValueOf(t: Translate, { definition, audience, figure }: OpenedFigure): Cell {
  if (definition.unit === 'session') return figure.sessions;
  const part = partOf(figure.whole, audience);
  return typeof part === 'number' ? part : sayPart(t, part);
}

/** The persons beside the attendances, which are another figure, each with what it rests on. */
function sayPersons(t: Translate, { own, published }: ShownPersons): string[] {
  const said: string[] = [];
  if (own?.range) {
    const { least, most } = own.range;
    const range =
      least === most
        ? t('persons.exactly', { n: least })
        : t('persons.between', { least: t.number(least), most: t.number(most) });
    const { attendances: n, lists, sessions } = own;
    said.push(`${range}. ${t('persons.of', { n, lists: t.number(lists), sessions: t.number(sessions) })}`);
  }
  if (published) {
    const { least, attendances, publishedAt } = published;
    const date = t.instantDay(publishedAt);
    said.push(`${t('persons.published', { least, attendances })}. ${t('persons.publishedWhole', { date })}.`);
  }
  return said.length > 0 ? [...said, t('persons.rule')] : [];
}

function layOut<Key>(
  t: Translate,
  { figure }: OpenedFigure,
  [name, keyHead]: readonly [string, string],
  rows: readonly FigureRow<Key>[],
  sayKey: (key: Key) => Cell,
): Sheet {
  return {
    name,
    head: headOf(t, keyHead),
    rows: [
      ...rows.map((row) => [sayKey(row.key), ...numbersOf(t, row)]),
      [t('reach.all'), ...numbersOf(t, rowOf(figure))],
    ],
  };
}

/** The ministries, each with what it claimed; then what takes their sum to the figure of the network. */
function layOutMinistries(t: Translate, { figure }: OpenedFigure, countryOf: (id: OwnerId) => string): Sheet {
  const { scope } = figure;
  const isShared = figure.byOwner.some(({ shared }) => shared.sessions > 0);
  const ifShared = <Made>(cells: readonly Made[]): readonly Made[] => (isShared ? cells : []);
  const claimed = (row: FigureRow<unknown>) => ifShared([row.shared.sessions, row.shared.attendances]);
  const network = { sessions: figure.sessions, total: figure.whole.total };
  const bridge = scope.ownerId ? null : bridgeOf(figure.byOwner, network);
  return {
    name: t('reach.byMinistry'),
    head: [...headOf(t, t('reach.ministry')), ...ifShared([t('reach.sharedSessions'), t('reach.sharedAttendances')])],
    rows: [
      ...byName(t, figure.byOwner, ({ key }) => countryOf(key)).map((row) => [
        ...[countryOf(row.key), ...numbersOf(t, row), ...claimed(row)],
      ]),
      ...writeBridge(t, bridge).map((row) => [...row, ...ifShared([null, null])]),
      [t('reach.all'), ...numbersOf(t, rowOf(figure)), ...(scope.ownerId ? claimed(rowOf(figure)) : ifShared([0, 0]))],
    ],
  };
}

/** The figure itself as a row. */
const rowOf = ({ whole: shown, ...figure }: Figure): FigureRow<null> => ({ ...figure, key: null, shown });

const splitColumns = 8;
/** Two rows that take the rows above to the row below: their sum, and what is shared. */
export function writeBridge(t: Translate, bridge: Bridge | null): Cell[][] {
  if (!bridge) return [];
  const { sums, shared } = bridge;
  const blank: Cell[] = Array.from({ length: splitColumns }, () => null);
  return [
    [t('reach.sumOfCountries'), sums.sessions, null, sums.attendances, ...blank],
    [t('reach.lessShared'), -shared.sessions, null, -shared.attendances, ...blank],
  ];
}
/** Rows in the order of their names in the language of the reader, as on the pages. */
export function byName<Row>(t: Translate, rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  const { compare } = new Intl.Collator(t.locale);
  return rows.toSorted((a, b) => compare(nameOf(a), nameOf(b)));
}

/** What stands above the numbers of a row, and above what the row is of. */
export const headOf = (t: Translate, key: string): string[] => [
  key,
  t('reach.sessions'),
  t('api.table.uncounted'),
  t('api.table.attendances'),
  t('reach.women'),
  t('reach.men'),
  t('reach.sexNotRecorded'),
  t('reach.sexWithheld'),
  t('reach.civilian'),
  t('reach.military'),
  t('reach.statusNotRecorded'),
  t('reach.statusWithheld'),
];

/** The numbers of a row as cells; what is withheld is said, and is never empty. */
export function numbersOf(t: Translate, row: FigureRow<unknown>): Cell[] {
  const { total, bySex, byStatus } = row.shown;
  const hidden = (why: HiddenSplit): Cell[] => Array<Cell>(4).fill(t(`reach.${why}`));
  const unrecorded = t('reach.unrecorded');
  return [
    row.sessions,
    row.uncountedSessions,
    typeof total === 'number' ? total : sayTotal(t, total),
    ...(typeof bySex === 'string'
      ? hidden(bySex)
      : [bySex.women ?? unrecorded, bySex.men ?? unrecorded, bySex.notRecorded, bySex.withheld]),
    ...(typeof byStatus === 'string'
      ? hidden(byStatus)
      : [byStatus.civilian ?? unrecorded, byStatus.military ?? unrecorded, byStatus.notRecorded, byStatus.withheld]),
  ];
}
