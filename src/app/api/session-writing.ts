import * as v from 'valibot';
import { mayRecord } from '#domains/training/sessions/access.ts';
import {
  DraftChangedElsewhere,
  MayNotRecord,
  SessionMissing,
  UnknownReference,
  VersionStale,
} from '#domains/training/sessions/errors.ts';
import { checkDraft, contradictionsIn } from '#domains/training/sessions/rules/submission.ts';
import {
  sessionDraftSchema,
  sessionSubmissionSchema,
  type SubmissionContext,
} from '#domains/training/sessions/schema.ts';
import { discardDraft, saveDraft, submitSession } from '#domains/training/sessions/server/commands.ts';
import { findOwnSession } from '#domains/training/sessions/server/queries.ts';
import { dayOf } from '#shared/dates.ts';
import { isId, type OwnerId, type VersionId } from '#shared/ids.ts';
import { sessionIdOf } from '../session-id.ts';
import { readSubmissionContext } from '../submission-context.ts';
import { operation } from './operation.ts';
import { check } from './read-input.ts';

const whoRecords = 'Trainers, coordinators and deputies of a ministry record its sessions.';

const ownerId = v.pipe(
  v.string('api.problem.ministryId'),
  v.guard((text): text is OwnerId => isId(text), 'api.problem.ministryId'),
  v.metadata({ format: 'uuid', description: 'The id of the ministry that answers for the session.' }),
);
const number = v.pipe(
  v.number('api.problem.wholeNumber'),
  v.integer('api.problem.wholeNumber'),
  v.minValue(0, 'api.problem.wholeNumber'),
  v.maxValue(1_000_000_000, 'api.problem.wholeNumber'),
);

export const draftToSaveJson = v.object(
  {
    ownerId,
    revision: v.pipe(number, v.description('Of the draft that this one was written on; 0 when there was none.')),
    draft: sessionDraftSchema,
    unanswered: v.pipe(
      v.optional(v.array(v.unknown()), []),
      v.maxLength(100, 'api.problem.unlike'),
      v.description(
        'Drafts that you sent on this revision before without hearing an answer: where one of them is what is saved, it is written over.',
      ),
    ),
  },
  'api.problem.unlike',
);
export const savedDraftJson = v.object({
  revision: v.pipe(v.number(), v.integer()),
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
});

export const putDraft = operation({
  id: 'saveDraft',
  summary: 'Save the draft of a session, which may be half-finished; the id of a new session is yours to make (UUIDv7)',
  who: whoRecords,
  body: draftToSaveJson,
  answer: savedDraftJson,
  refusals: [MayNotRecord, SessionMissing, DraftChangedElsewhere],
  async carryOut({ locals, params, body: { ownerId, revision, draft, ...body } }) {
    const sessionId = sessionIdOf(params);
    // What could never have been saved cannot be what is saved.
    const unanswered = body.unanswered.map(checkDraft).flatMap((checked) => (checked.ok ? [checked.draft] : []));
    return locals.carryOut(async (work: Parameters<typeof saveDraft>[0]) => ({
      revision: await saveDraft(work, { sessionId, ownerId, fields: draft, revision, unanswered }),
      savedAt: work.now.toISOString(),
    }));
  },
});

export const deleteDraft = operation({
  id: 'discardDraft',
  summary: 'Throw the draft away; submitted versions stay',
  who: whoRecords,
  answer: null,
  refusals: [SessionMissing, DraftChangedElsewhere],
  async carryOut({ locals, params }) {
    const sessionId = sessionIdOf(params);
    const own = await locals.ask(findOwnSession, sessionId);
    if (!own) throw new SessionMissing();
    if (own.draft) await locals.carryOut(discardDraft, sessionId, own.draft.revision);
  },
});

const submission = {
  ownerId,
  after: v.pipe(number, v.description('The number of the version it was written on; 0: none.')),
  revision: v.pipe(v.optional(number, 0), v.description('Of the draft it was written in; 0 when there was none.')),
};
/** For describing a complete session, where nobody in particular submits it. */
const anywhere: SubmissionContext = {
  today: dayOf(new Date(0)),
  countries: new Set(),
  networkCountries: new Set(),
  unitIds: new Set(),
  trainerIds: new Set(),
  coOwnerIds: new Set(),
};
export const submissionJson = v.object({ ...submission, content: sessionSubmissionSchema(anywhere) });
export const submittedJson = v.object({
  versionId: v.pipe(v.string(), v.uuid()),
  number: v.pipe(v.number(), v.integer()),
  submittedAt: v.pipe(v.string(), v.isoTimestamp()),
});

export const putVersion = operation({
  id: 'submitSession',
  summary: 'Submit a complete session for release, once: the same version id again changes nothing',
  who: whoRecords,
  body: v.object({ ...submission, content: v.unknown() }, 'api.problem.unlike'),
  wholeBody: submissionJson,
  answer: submittedJson,
  refusals: [MayNotRecord, SessionMissing, VersionStale, DraftChangedElsewhere, UnknownReference],
  async carryOut({ locals, params, body: { ownerId, after, revision, content } }) {
    const sessionId = sessionIdOf(params);
    const versionId = versionIdOf(params);
    if (!mayRecord(locals.actor, { ownerId })) throw new MayNotRecord();
    const context = await locals.asking((ask) => readSubmissionContext(ask, ownerId));
    const schema = sessionSubmissionSchema(context);
    const checked = check(schema, content, '/content', contradictionsIn(content));
    await locals.carryOut(submitSession, { sessionId, ownerId, versionId, content: checked, after, revision });
    const { version } = await findOwnVersion(locals, params, versionId);
    return { versionId, number: version.number, submittedAt: version.submittedAt.toISOString() };
  },
});

type Params = Readonly<Partial<Record<string, string>>>;

/** The id of a version in an address; one that is none is answered like one that nobody has. */
function versionIdOf({ versionId }: Params): VersionId {
  if (!isId(versionId)) throw new SessionMissing();
  return versionId as VersionId;
}

/** A version, and the session it is of, of the actor's own ministry: of the session that the address names. */
export async function findOwnVersion({ ask }: App.Locals, params: Params, versionId: VersionId) {
  const own = await ask(findOwnSession, sessionIdOf(params));
  const version = own?.versions.find(({ id }) => id === versionId);
  if (!own || !version) throw new SessionMissing();
  return { own, version };
}
