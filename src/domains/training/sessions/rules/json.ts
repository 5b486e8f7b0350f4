import * as v from 'valibot';
import type { PersonId } from '#shared/ids.ts';
import {
  bases,
  grains,
  margins,
  occurrences,
  origins,
  sessionKinds,
  sessionStates,
  sexes,
  statuses,
} from '../types.ts';
import type {
  Margin,
  OwnSession,
  ReleasedSession,
  SavedDraft,
  SessionLine,
  SessionVersion,
  ShownCount,
} from '../types.ts';
import { countFields } from './form.ts';
import {
  outsideDraftJson,
  outsideJson,
  shownNumber,
  shownOutsideJson,
  writeNumber,
  writeOutside,
} from './shown-json.ts';

/*
 * How a session is written as JSON. Each shape is a schema: it describes the answer and lets nothing else out.
 */

const id = v.pipe(v.string(), v.uuid());
const day = v.pipe(v.string(), v.isoDate());
const instant = v.pipe(v.string(), v.isoTimestamp());
const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The ministry that answers for a record. */
export const ministryJson = v.object({ id, countryCode: country });
export type MinistryJson = v.InferOutput<typeof ministryJson>;

const person = v.object({ id, name: v.nullable(v.string()) });
const origin = v.picklist(origins);

const forEachMargin = <Value>(of: (margin: Margin) => Value) =>
  Object.fromEntries(margins.map((margin) => [margin, of(margin)])) as Record<Margin, Value>;

/** A head-count as it left its ministry. */
export const shownCountJson = v.object(forEachMargin(() => shownNumber));
/** A head-count as its own ministry sees it. */
export const countJson = v.object(forEachMargin(() => v.nullable(whole)));

const described = {
  kind: v.picklist(sessionKinds),
  occurrence: v.picklist(occurrences),
  title: v.string(),
  dateFrom: day,
  dateTo: day,
  hours: v.nullable(v.number()),
  place: v.string(),
  countryCode: country,
  host: v.string(),
  coOwnerIds: v.array(id),
  peerCountries: v.array(country),
  unitIds: v.array(id),
  basis: v.pipe(v.nullable(v.picklist(bases)), v.description('Null of coaching, of which nobody is counted.')),
};

const versionJson = v.object({
  id,
  number: whole,
  content: v.object({
    ...described,
    trainerIds: v.array(id),
    statements: v.array(
      v.object({ sex: v.optional(v.picklist(sexes)), status: v.optional(v.picklist(statuses)), n: whole }),
    ),
    notes: v.string(),
    outside: v.optional(outsideJson),
  }),
  source: v.nullable(v.string()),
  submittedBy: person,
  submittedAt: instant,
  returned: v.nullable(v.object({ reason: v.string(), by: person, at: instant })),
  release: v.nullable(v.object({ grain: v.picklist(grains), isExact: v.boolean(), by: person, at: instant })),
});

const text = v.optional(v.string(), '');
const texts = v.optional(v.array(v.string()), []);
const draftJson = v.object({
  revision: whole,
  savedAt: instant,
  author: person,
  fields: v.object({
    kind: text,
    occurrence: text,
    title: text,
    dateFrom: text,
    dateTo: text,
    hours: text,
    place: text,
    countryCode: text,
    host: text,
    coOwnerIds: texts,
    peerCountries: texts,
    unitIds: texts,
    trainerIds: texts,
    counts: v.optional(v.record(v.picklist(countFields), v.string()), {}),
    basis: text,
    notes: text,
    outside: v.optional(outsideDraftJson),
  }),
});

/** A session as its own ministry sees it: the draft and all versions, newest first. */
export const ownSessionJson = v.object({
  of: v.literal('own'),
  id,
  ministry: ministryJson,
  origin,
  draft: v.nullable(draftJson),
  versions: v.array(versionJson),
  standing: v.pipe(v.nullable(whole), v.description('The number of the version that stands outside, if any.')),
});

const leftOut = v.pipe(
  v.nullable(v.string()),
  v.description('Why it is left out of the sums as the same training as another; null where it is not.'),
);

/** A session as it left its ministry. */
export const releasedSessionJson = v.object({
  of: v.literal('network'),
  id,
  ministry: ministryJson,
  grain: v.picklist(grains),
  releasedAt: instant,
  ...described,
  trainerCount: whole,
  origin,
  source: v.nullable(v.string()),
  leftOut,
  count: shownCountJson,
  outside: shownOutsideJson,
});

/** One line of the list of a ministry's own sessions. */
export const sessionLineJson = v.object({
  id,
  ministry: ministryJson,
  origin,
  state: v.picklist(sessionStates),
  versionId: v.nullable(id),
  title: v.string(),
  dateFrom: v.pipe(v.nullable(v.string()), v.description('As typed, while it is a draft.')),
  dateTo: v.nullable(v.string()),
  place: v.string(),
  countryCode: v.nullable(country),
  coOwnerIds: v.array(id),
  kind: v.nullable(v.picklist(sessionKinds)),
  occurrence: v.nullable(v.picklist(occurrences)),
  submittedAt: v.nullable(instant),
  savedAt: v.nullable(instant),
  isStanding: v.boolean(),
  leftOut,
  count: v.nullable(countJson),
  outside: shownOutsideJson,
});

type Names = ReadonlyMap<string, string>;
const personOf = (names: Names, id: PersonId) => ({ id, name: names.get(id) ?? null });

/** Writes a session for the people of its own ministry. */
export const writeOwn = (
  own: OwnSession,
  ministry: MinistryJson,
  names: Names,
): v.InferInput<typeof ownSessionJson> => ({
  of: 'own',
  id: own.id,
  ministry,
  origin: own.origin,
  draft: own.draft && writeDraft(own.draft, names),
  versions: own.versions.map((version) => writeVersion(version, names)),
  standing: own.standing,
});

const writeDraft = ({ fields, revision, savedAt, authorId }: SavedDraft, names: Names) => ({
  revision,
  savedAt: savedAt.toISOString(),
  author: personOf(names, authorId),
  fields: {
    ...fields,
    coOwnerIds: [...fields.coOwnerIds],
    peerCountries: [...fields.peerCountries],
    unitIds: [...fields.unitIds],
    trainerIds: [...fields.trainerIds],
    outside: fields.outside && {
      ...fields.outside,
      nationalities: [...fields.outside.nationalities],
      teamCountries: [...fields.outside.teamCountries],
    },
  },
});

function writeVersion(version: SessionVersion, names: Names): v.InferInput<typeof versionJson> {
  const { id, number, content, source, submittedBy, submittedAt, returned, release } = version;
  return {
    id,
    number,
    content: {
      ...content,
      coOwnerIds: [...content.coOwnerIds],
      peerCountries: [...content.peerCountries],
      unitIds: [...content.unitIds],
      trainerIds: [...content.trainerIds],
      statements: [...content.statements],
      outside: content.outside && {
        ...content.outside,
        nationalities: [...content.outside.nationalities],
        teamCountries: [...content.outside.teamCountries],
      },
    },
    source,
    submittedBy: personOf(names, submittedBy),
    submittedAt: submittedAt.toISOString(),
    returned: returned && {
      reason: returned.reason,
      by: personOf(names, returned.by),
      at: returned.at.toISOString(),
    },
    release: release && {
      grain: release.grain,
      isExact: release.isExact,
      by: personOf(names, release.by),
      at: release.at.toISOString(),
    },
  };
}

/** Writes a released session for the network: what would give a small number away is not shown. */
export const writeReleased = (
  session: ReleasedSession,
  ministry: MinistryJson,
): v.InferInput<typeof releasedSessionJson> => ({
  of: 'network',
  ...session,
  ministry,
  releasedAt: session.releasedAt.toISOString(),
  coOwnerIds: [...session.coOwnerIds],
  peerCountries: [...session.peerCountries],
  unitIds: [...session.unitIds],
  count: writeCount(session.count),
  outside: writeOutside(session.outside),
});

/** A head-count as its reader may see it. */
export function writeCount(shown: ShownCount): v.InferOutput<typeof shownCountJson> {
  return forEachMargin((margin) => writeNumber(shown[margin]));
}

/** Writes one line of a ministry's own list. */
export const writeLine = (line: SessionLine, ministry: MinistryJson): v.InferInput<typeof sessionLineJson> => ({
  ...line,
  ministry,
  coOwnerIds: [...line.coOwnerIds],
  submittedAt: line.submittedAt?.toISOString() ?? null,
  savedAt: line.savedAt?.toISOString() ?? null,
  outside: writeOutside(line.outside),
});
