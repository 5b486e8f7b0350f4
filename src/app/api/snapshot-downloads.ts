import { findNetwork, findThreshold } from '#domains/network/server/queries.ts';
import { SnapshotMissing } from '#domains/training/reach/errors.ts';
import { sumRows } from '#domains/training/reach/rules.ts';
import { showFigure, tableBy, type FigureRow } from '#domains/training/reach/rules/figure.ts';
import { sayFilters, sayScope, sayValue } from '#domains/training/reach/rules/wording.ts';
import type { FrozenRow, ReportedTotal } from '#domains/training/reach/types.ts';
import type { Cell, Sheet } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import type { OwnerId } from '#shared/ids.ts';
import { wordsIn } from '../definition-words.ts';
import { composeSnapshotPage, type SnapshotPage } from '../snapshot-page.ts';
import { translateFor } from '../translate.ts';
import { downloads, type Tabulated } from './downloads.ts';
import { byName, headOf, numbersOf } from './figure-downloads.ts';
import type { Asked } from './operation.ts';

export const snapshotDownloads = downloads({
  id: 'readSnapshot',
  summary: 'The same snapshot as a table in CSV, with what it counts and its fingerprint',
  who: 'Anybody.',
  isPublic: true,
  refusals: [SnapshotMissing],
  tabulate,
});

async function tabulate({ locals, params }: Asked<null>): Promise<Tabulated> {
  const { page, ...network } = await locals.asking(async (ask) => ({
    page: await composeSnapshotPage(ask, params.snapshot ?? ''),
    threshold: await ask(findThreshold),
    isDemo: (await ask(findNetwork))?.isDemo ?? false,
  }));
  const t = await translateFor(locals, ['api', 'facts', 'reach', 'meetings', 'pictures', 'snapshots']);
  const { snapshot, definition } = page;
  const countryOf = (owner: string) => page.ministries.find(({ id }) => id === owner)?.countryCode;
  return {
    name: `${snapshot.code}-${snapshot.takenAt.toISOString().slice(0, 10)}`,
    title: wordsIn(t.language, definition.words).name,
    tables: { notes: sayNotes(t, page, { ...network, countryOf }), sheets: layOut(t, page, { ...network, countryOf }) },
  };
}

/** What the network says of all its numbers, and where its ministries are. */
interface Surroundings {
  readonly threshold: number;
  readonly isDemo: boolean;
  readonly countryOf: (owner: string) => string | undefined;
}

/** What has to be known about the numbers, wherever the file goes. */
function sayNotes(
  t: Translate,
  { snapshot, definition, comparison, isVerified, note }: SnapshotPage,
  { threshold, isDemo, countryOf }: Surroundings,
): Cell[][] {
  const { name, rule } = wordsIn(t.language, definition.words);
  const filters = sayFilters(t, definition.filters);
  return [
    ...(isDemo ? [[t('facts.headline.demo')]] : []),
    [t('api.table.figure'), name],
    [t('api.table.code'), `${snapshot.code}, ${t('snapshots.version', { version: t.number(snapshot.version) })}`],
    [t('api.table.unit'), t(`snapshots.unit.${definition.unit}`)],
    [t('api.table.rule'), rule],
    ...(filters ? [[t('snapshots.only'), filters]] : []),
    [t('snapshots.publish.figure'), sayScope(t, snapshot, countryOf)],
    [t('snapshots.frozen.value'), writeValue(t, snapshot.value, snapshot.splits.reported)],
    ...(snapshot.splits.reported
      ? sayReportedParts(t, snapshot.splits.reported)
      : [[t('snapshots.facts.asAt'), t.instant(snapshot.asAt)]]),
    [t('snapshots.frozen.at'), t.instant(snapshot.takenAt)],
    ...(note ? [[t('snapshots.publish.note'), note]] : []),
    [t('snapshots.facts.fingerprint'), snapshot.fingerprint],
    [t('snapshots.facts.verified'), t(isVerified ? 'snapshots.facts.verified.records' : 'snapshots.facts.verified.no')],
    [t('snapshots.changed.now'), writeValue(t, comparison.computed.value, snapshot.splits.reported)],
    ...(snapshot.splits.rows
      ? [
          [t('api.table.held'), sumRows(snapshot.splits.rows).heldSessions],
          [t('api.table.withholding'), t('facts.how.protected', { threshold: t.number(threshold) })],
          [t('api.table.grain'), t('reach.grain')],
          ...(snapshot.scope.owner ? [] : [[t('reach.byMinistry'), t('reach.once')]]),
        ]
      : []),
  ];
}

/** A value as a number for programs too, where it is one and nothing belongs to it. */
const writeValue = (t: Translate, value: number | null, reported: ReportedTotal | undefined): Cell =>
  value === null || reported ? sayValue(t, value, reported) : value;

/** What has to be known about a total of others. */
const sayReportedParts = (t: Translate, total: ReportedTotal): string[][] => [
  [t('snapshots.facts.asAt'), total.asAt],
  [t('pictures.reported.what'), [total.counted, total.note].filter(Boolean).join('; ')],
  [t('api.table.periodFrom'), total.periodFrom],
  [t('api.table.periodTo'), total.periodTo],
  [t('pictures.reported.basis'), total.basis],
  [t('pictures.reported.source'), total.source],
];

function layOut(t: Translate, { snapshot: { splits } }: SnapshotPage, surroundings: Surroundings): Sheet[] {
  const name = t('snapshots.records');
  if (splits.rows) return layOutRows(t, splits.rows, surroundings);
  if (splits.countries)
    return [
      {
        name,
        head: [t('snapshots.country'), t('reach.sessions'), t('snapshots.since')],
        rows: splits.countries.map(({ countryCode, sessions, since }) => [
          ...[t.country(countryCode), sessions, String(since)],
        ]),
      },
    ];
  return [
    {
      name,
      head: [name, t('snapshots.facts.fingerprint')],
      rows: (splits.records ?? []).map(({ record, hash }) => [record, hash]),
    },
  ];
}

/** The same tables as of the figure today, and then what they add up. */
function layOutRows(t: Translate, rows: readonly FrozenRow[], { countryOf }: Surroundings): Sheet[] {
  const { sum, whole, byOwner, byYear, shared } = showFigure(rows);
  const sayOwner = (ownerId: OwnerId) => t.country(countryOf(ownerId) ?? '');
  const total = [t('reach.all'), ...numbersOf(t, { key: null, ...sum, shown: whole, shared })];
  const lay = <Key>(of: readonly FigureRow<Key>[], sayKey: (key: Key) => Cell) =>
    of.map((row) => [sayKey(row.key), ...numbersOf(t, row)]);
  return [
    {
      name: t('reach.byMinistry'),
      head: headOf(t, t('reach.ministry')),
      rows: [
        ...lay(
          byName(t, byOwner, ({ key }) => sayOwner(key)),
          sayOwner,
        ),
        total,
      ],
    },
    { name: t('reach.byYear'), head: headOf(t, t('reach.year')), rows: [...lay(byYear, (year) => year), total] },
    {
      name: t('snapshots.records'),
      head: headOf(t, `${t('reach.ministry')}, ${t('reach.year')}`),
      rows: lay(
        byName(
          t,
          tableBy(rows, ({ ownerId, year }) => `${sayOwner(ownerId)}, ${year}`),
          ({ key }) => key,
        ),
        (key) => key,
      ),
    },
  ];
}
