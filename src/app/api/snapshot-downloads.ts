import { SnapshotMissing } from '#domains/training/reach/errors.ts';
import { sayFilters, sayScope, sayValue } from '#domains/training/reach/rules/wording.ts';
import { wordsIn } from '#app/definition-words.ts';
import type { FrozenRow } from '#domains/training/reach/types.ts';
import type { Sheet } from '#platform/documents/sheet.ts';
import type { Translate } from '#platform/i18n/translate.ts';
import { composeSnapshotPage, type SnapshotPage } from '../snapshot-page.ts';
import { translateFor } from '../translate.ts';
import { downloads, type Tabulated } from './downloads.ts';
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
  const page = await locals.asking((ask) => composeSnapshotPage(ask, params.snapshot ?? ''));
  const t = await translateFor(locals, ['api', 'facts', 'reach', 'meetings', 'snapshots']);
  const { snapshot } = page;
  const countryOf = (owner: string) => page.ministries.find(({ id }) => id === owner)?.countryCode;
  return {
    name: `${snapshot.code}-${snapshot.takenAt.toISOString().slice(0, 10)}`,
    tables: { notes: sayNotes(t, page, countryOf), sheets: [layOut(t, page, countryOf)] },
  };
}

/** What has to be known about the numbers, wherever the file goes. */
function sayNotes(
  t: Translate,
  { snapshot, definition, comparison, isVerified, note }: SnapshotPage,
  countryOf: (owner: string) => string | undefined,
): string[][] {
  const { name, rule } = wordsIn(t.language, definition.words);
  const filters = sayFilters(t, definition.filters);
  return [
    [t('api.table.figure'), name],
    [t('api.table.code'), `${snapshot.code}, ${t('snapshots.version', { version: t.number(snapshot.version) })}`],
    [t('api.table.unit'), t(`snapshots.unit.${definition.unit}`)],
    [t('api.table.rule'), rule],
    ...(filters ? [[t('snapshots.only'), filters]] : []),
    [t('snapshots.publish.figure'), sayScope(t, snapshot, countryOf)],
    [t('snapshots.frozen.value'), sayValue(t, snapshot.value)],
    [t('snapshots.facts.asAt'), t.instant(snapshot.asAt)],
    [t('snapshots.frozen.at'), t.instant(snapshot.takenAt)],
    ...(note ? [[t('snapshots.publish.note'), note]] : []),
    [t('snapshots.facts.fingerprint'), snapshot.fingerprint],
    [t('snapshots.facts.verified'), t(isVerified ? 'snapshots.facts.verified.records' : 'snapshots.facts.verified.no')],
    [t('snapshots.changed.now'), sayValue(t, comparison.computed.value)],
    ...(snapshot.splits.rows ? [[t('api.table.grain'), t('reach.grain')]] : []),
  ];
}

/** The columns of a row that are people. */
const parts = ['women', 'men', 'withheldSex', 'civilian', 'military', 'withheldStatus'] as const;
const headings = {
  women: 'reach.women',
  men: 'reach.men',
  withheldSex: 'reach.sexWithheld',
  civilian: 'reach.civilian',
  military: 'reach.military',
  withheldStatus: 'reach.statusWithheld',
} as const;

function layOut(
  t: Translate,
  { snapshot: { splits } }: SnapshotPage,
  countryOf: (owner: string) => string | undefined,
): Sheet {
  const name = t('snapshots.records');
  if (splits.rows)
    return {
      name,
      head: [
        ...[t('reach.ministry'), t('reach.year'), t('reach.sessions'), t('api.table.uncounted')],
        ...[t('api.table.held'), t('api.table.attendances'), ...parts.map((part) => t(headings[part]))],
      ],
      rows: splits.rows.map((row) => [t.country(countryOf(row.ownerId) ?? ''), row.year, ...countsOf(row)]),
    };
  if (splits.countries)
    return {
      name,
      head: [t('snapshots.country'), t('reach.sessions'), t('snapshots.since')],
      rows: splits.countries.map(({ countryCode, sessions, since }) => [t.country(countryCode), sessions, since]),
    };
  return {
    name,
    head: [name, t('snapshots.facts.fingerprint')],
    rows: (splits.records ?? []).map(({ record, hash }) => [record, hash]),
  };
}

const countsOf = (row: FrozenRow): number[] => [
  ...[row.sessions, row.uncountedSessions, row.heldSessions, row.total],
  ...parts.map((part) => row[part]),
];
