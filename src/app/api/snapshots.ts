import * as v from 'valibot';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { SnapshotMissing } from '#domains/training/reach/errors.ts';
import { mayOpenSnapshot } from '#domains/training/reach/access.ts';
import { wordsIn } from '#app/definition-words.ts';
import { listStoodPieces } from '#domains/training/reach/server/queries/comparison.ts';
import { findFingerprinted, listSnapshots } from '#domains/training/reach/server/queries/snapshots.ts';
import type {
  CountedPiece,
  FigureDefinition,
  FrozenRow,
  ReportedTotal,
  SnapshotHead,
} from '#domains/training/reach/types.ts';
import { ministryJson } from '#domains/training/sessions/rules/json.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { composeSnapshotPage } from '../snapshot-page.ts';
import { ministriesAmong, type Ministries } from './asked-scope.ts';
import { operation } from './operation.ts';

const whole = v.pipe(v.number(), v.integer());
const text = v.string();
const day = v.pipe(text, v.isoDate());
const instant = v.pipe(text, v.isoTimestamp());
const id = v.pipe(text, v.uuid());
const value = v.pipe(v.nullable(whole), v.description('Null: there is something, and it is withheld.'));

const scopeJson = v.pipe(
  v.object({
    ministry: v.nullable(ministryJson),
    from: v.nullable(whole),
    to: v.nullable(whole),
    series: v.nullable(v.picklist(['GMT', 'GEM'])),
    number: v.nullable(whole),
    reportedTotal: v.nullable(id),
  }),
  v.description(
    'Of what: a ministry and years, a series of meetings or one of them, a reported total; all null: everything.',
  ),
);
const headEntries = {
  id,
  code: text,
  definitionVersion: whole,
  scope: scopeJson,
  value,
  takenAt: instant,
  asAt: v.pipe(instant, v.description('When what it counts had last changed.')),
  publicationId: v.pipe(v.nullable(id), v.description('With which others it was published; null: it was taken alone.')),
  previousId: v.nullable(id),
  fingerprint: v.pipe(text, v.regex(/^[0-9a-f]{64}$/), v.description('SHA-256 of `fingerprinted`.')),
  opens: v.pipe(text, v.description('Its page.')),
};
const numbers = {
  sessions: whole,
  uncountedSessions: whole,
  heldSessions: whole,
  total: whole,
  women: whole,
  men: whole,
  civilian: whole,
  military: whole,
  womenCivilian: whole,
  womenMilitary: whole,
  menCivilian: whole,
  menMilitary: whole,
  withheldSex: whole,
  withheldStatus: whole,
  withheldBoth: whole,
};
const rowJson = v.object({ ministry: ministryJson, year: whole, ...numbers });
const pieceJson = v.object({
  sessionId: v.pipe(v.nullable(id), v.description('Null: several sessions that left together.')),
  versionId: v.nullable(id),
  isClaim: v.pipe(v.boolean(), v.description('Another ministry’s session, which this one claimed.')),
  ...rowJson.entries,
});

export const snapshotListJson = v.object({ snapshots: v.array(v.object(headEntries)) });
export const snapshotJson = v.object({
  ...headEntries,
  definition: v.object({ name: text, rule: text, unit: text, version: whole }),
  note: v.pipe(v.nullable(text), v.description('Of its publication.')),
  rows: v.pipe(
    v.array(rowJson),
    v.description('What it adds up, as everybody saw it; empty for figures that count no sessions.'),
  ),
  countries: v.array(v.object({ countryCode: text, sessions: whole, since: whole })),
  reported: v.pipe(
    v.nullable(
      v.object({
        qualifier: v.picklist(['exactly', 'over', 'more than']),
        ...{ asAt: day, counted: text, countryCode: v.nullable(text), periodFrom: day, periodTo: day },
        ...{ basis: text, source: text, note: v.nullable(text) },
      }),
    ),
    v.description('Of a total that others published: what belongs to its value, and is to be said with it.'),
  ),
  records: v.pipe(
    v.array(v.object({ record: text, hash: text })),
    v.description('Records of other kinds, each with its SHA-256.'),
  ),
  recordVersions: v.pipe(
    v.nullable(v.object({ pieces: v.array(pieceJson), hasMore: v.boolean() })),
    v.description(
      'The versions of the sessions in it, with what was shown of each; null for whoever may not see sessions.',
    ),
  ),
  fingerprinted: v.pipe(text, v.description('The text of which the fingerprint is taken.')),
  isVerified: v.pipe(v.boolean(), v.description('It says what it said, and the ledger still gives its numbers.')),
  now: v.object({
    isSame: v.boolean(),
    value,
    difference: v.nullable(whole),
    changedRows: v.array(v.object({ ministry: ministryJson, year: whole, before: whole, now: whole })),
    changedRecords: v.array(v.object({ record: text, what: v.picklist(['added', 'removed', 'changed']) })),
  }),
  uses: v.array(v.object({ place: text, address: v.nullable(text), usedAt: instant })),
});

export const readSnapshotList = operation({
  id: 'listSnapshots',
  summary: 'Figures as they were published, the newest first; 200 at most',
  who: 'Anybody.',
  isPublic: true,
  query: v.object({
    code: v.optional(v.pipe(text, v.regex(/^[a-z_-]{1,61}$/, 'api.problem.code'), v.description('One figure.'))),
  }),
  answer: snapshotListJson,
  carryOut: ({ locals, query: { code } }) =>
    locals.asking(async (ask) => {
      const ministries = ministriesAmong(await ask(listMinistries));
      const snapshots = await ask(listSnapshots, code === undefined ? {} : { code });
      return { snapshots: snapshots.map((one) => writeHead(one, ministries)) };
    }),
});

export const readSnapshot = operation({
  id: 'readSnapshot',
  summary: 'One snapshot: what it counts, what stood in it, and what changed since',
  who: 'Anybody.',
  isPublic: true,
  answer: snapshotJson,
  refusals: [SnapshotMissing],
  carryOut: ({ locals, params }) =>
    locals.asking(async (ask) => {
      const page = await composeSnapshotPage(ask, params.snapshot ?? '');
      const { snapshot, comparison } = page;
      const ministries = ministriesAmong(page.ministries);
      const opens = mayOpenSnapshot(locals.actor) && snapshot.splits.rows;
      const stood = opens ? await ask(listStoodPieces, snapshot) : null;
      return {
        ...writeHead(snapshot, ministries),
        definition: writeDefinition(locals.language, page.definition),
        note: page.note,
        rows: (snapshot.splits.rows ?? []).map((row) => writeRow(row, ministries)),
        countries: [...(snapshot.splits.countries ?? [])],
        reported: snapshot.splits.reported ? writeReported(snapshot.splits.reported) : null,
        records: [...(snapshot.splits.records ?? [])],
        recordVersions: stood && {
          pieces: stood.pieces.map((piece) => ({
            ...{
              sessionId: piece.sessionId,
              versionId: piece.versionId,
              isClaim: piece.isClaim,
              ...writeRow(piece, ministries),
            },
          })),
          hasMore: stood.hasMore,
        },
        fingerprinted: (await ask(findFingerprinted, snapshot.id))!,
        isVerified: page.isVerified,
        now: {
          ...{ isSame: comparison.isSame, value: comparison.computed.value, difference: comparison.difference },
          changedRows: comparison.rows.map(({ ownerId, year, before, now }) => ({
            ...{ ministry: ministries.write(ownerId), year, before: before?.total ?? 0, now: now?.total ?? 0 },
          })),
          changedRecords: [...comparison.records, ...comparison.countries],
        },
        uses: page.uses.map(({ place, address, usedAt }) => ({ place, address, usedAt: usedAt.toISOString() })),
      };
    }),
});

/** A total of others, without what stands beside it: its id in the scope, and its value. */
const writeReported = ({ qualifier, asAt, counted, countryCode, periodFrom, periodTo, ...total }: ReportedTotal) => ({
  ...{ qualifier, asAt, counted, countryCode, periodFrom, periodTo },
  ...{ basis: total.basis, source: total.source, note: total.note },
});

const writeDefinition = (language: Language, { words, unit, version }: FigureDefinition) => ({
  ...wordsIn(language, words),
  ...{ unit, version },
});

function writeHead(head: SnapshotHead, ministries: Ministries) {
  const { owner, from = null, to = null, series = null, number = null, reported = null } = head.scope;
  return {
    ...{ id: head.id, code: head.code, definitionVersion: head.version, value: head.value },
    scope: { ministry: owner ? ministries.write(owner) : null, from, to, series, number, reportedTotal: reported },
    ...{ takenAt: head.takenAt.toISOString(), asAt: head.asAt.toISOString() },
    ...{ publicationId: head.publicationId, previousId: head.previous, fingerprint: head.fingerprint },
    opens: `/figure/snapshot/${head.id}`,
  };
}

const writeRow = (row: FrozenRow | CountedPiece, ministries: Ministries): v.InferInput<typeof rowJson> => ({
  ...row,
  ministry: ministries.write(row.ownerId),
});
