import * as v from 'valibot';
import {
  byBothJson,
  shownRowJson,
  shownTotalJson,
  writeBoth,
  writeRow,
  writeShown,
} from '#domains/training/reach/rules/json.ts';
import type { PublishedFigure } from '#domains/training/reach/types.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { wordsIn } from '../definition-words.ts';
import type { CountedFigure } from '../facts.ts';
import { snapshotPath } from '../public-addresses.ts';

/*
 * How a published figure is written as JSON: a number that stays, with the snapshot that proves it.
 */

const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const whole = v.pipe(v.number(), v.integer());
const { value: _, ...countsJson } = shownRowJson;

const publishedEntries = {
  code: v.string(),
  name: v.string(),
  rule: v.string(),
  version: v.pipe(whole, v.description('Which version of the definition it was computed by.')),
  ministry: v.pipe(v.nullable(country), v.description('Of which ministry, by its country; null: of the network.')),
  series: v.nullable(v.picklist(['GMT', 'GEM'])),
  value: shownTotalJson,
  asAt: v.pipe(v.string(), v.isoTimestamp()),
  publishedAt: v.pipe(v.string(), v.isoTimestamp()),
  snapshot: v.pipe(
    v.object({ id: v.pipe(v.string(), v.uuid()), fingerprint: v.string(), page: v.string(), address: v.string() }),
    v.description('The figure as it was frozen, which never changes: its page, and its address here.'),
  ),
};

/** A figure as it was published. */
export const publishedFigureJson = v.object(publishedEntries);
/** The same with the numbers that were frozen with it. */
export const countedFigureJson = v.object({
  ...publishedEntries,
  ...countsJson,
  bySexAndStatus: byBothJson,
  byYear: v.array(v.object({ year: whole, ...shownRowJson })),
});

/** Writes a published figure; `countryCode` is the country of its ministry. */
export function writePublished(
  language: Language,
  { snapshot, definition, publishedAt }: PublishedFigure,
  countryCode: string | null = null,
) {
  const { name, rule } = wordsIn(language, definition.words);
  return {
    ...{ code: snapshot.code, name, rule, version: snapshot.version, ministry: countryCode },
    series: snapshot.scope.series ?? null,
    value: snapshot.value ?? ({ withheld: true } as const),
    asAt: snapshot.asAt.toISOString(),
    publishedAt: publishedAt.toISOString(),
    snapshot: {
      id: snapshot.id,
      fingerprint: snapshot.fingerprint,
      page: snapshotPath(snapshot.id),
      address: `/api/v1/snapshots/${snapshot.id}`,
    },
  };
}

/** Writes a published figure with its numbers. */
export function writeCounted(
  language: Language,
  { counts, ...figure }: CountedFigure,
  countryCode: string | null = null,
) {
  const { sum, whole: shown, byYear, shared } = counts;
  const { value: _, ...splits } = writeShown({ sessions: sum.sessions, shown });
  return {
    ...writePublished(language, figure, countryCode),
    ...{ sessions: sum.sessions, uncountedSessions: sum.uncountedSessions, heldSessions: sum.heldSessions },
    ...{ sharedSessions: shared.sessions, sharedAttendances: shared.attendances },
    ...splits,
    bySexAndStatus: writeBoth(sum.byBoth, shown),
    byYear: byYear.map((row) => ({ year: row.key, ...writeRow(row) })),
  };
}
