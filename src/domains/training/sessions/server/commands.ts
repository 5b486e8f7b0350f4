import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { OwnerId, PersonId, SessionId, VersionId } from '#shared/ids.ts';
import { mayRecord, mayRelease, mayReturn, mayWithdraw } from '../access.ts';
import {
  DraftChangedElsewhere,
  MayNotRecord,
  MayNotRelease,
  MayNotReleaseOwn,
  SessionMissing,
  VersionNotWaiting,
  VersionStale,
} from '../errors.ts';
import { releaseWithdrawn, sessionReleased, sessionReturned, sessionSubmitted } from '../events.ts';
import { marginsOf } from '../rules.ts';
import { columnsOf, contentIn, describedColumns, outsideAtGrain, writtenColumns } from '../rules/columns.ts';
import { atGrain } from '../rules/grain.ts';
import { compareVersions } from '../rules/versions.ts';
import type { DraftToSave } from '../rules/form.ts';
import type { Grain, SessionContent } from '../types.ts';
import { checkReferences } from './commands/references.ts';
import type { SessionTables } from './tables.ts';

type SessionWork = Work<SessionTables>;

/** Saves a draft and returns its new revision. Saving the same again changes nothing. */
export async function saveDraft(
  work: SessionWork,
  { sessionId, ownerId, fields, revision, unanswered = [] }: DraftToSave,
): Promise<number> {
  if (!mayRecord(work.actor, { ownerId })) throw new MayNotRecord();
  await beginSession(work, sessionId, ownerId);
  const draft = await work.db
    .selectFrom('session_draft')
    .select([
      'revision',
      sql<boolean>`content = ${JSON.stringify(fields)}::jsonb`.as('same'),
      sql<boolean>`content in (select jsonb_array_elements(${JSON.stringify(unanswered)}::jsonb))`.as('own'),
    ])
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (draft?.same) return draft.revision;
  const standing = draft?.revision ?? 0;
  // One's own writing whose answer was lost on the way is no change by somebody else.
  if (standing !== revision && !draft?.own) throw new DraftChangedElsewhere();
  const written = {
    author_id: work.actor.personId as PersonId,
    content: JSON.stringify(fields),
    revision: standing + 1,
    saved_at: work.now,
  };
  await work.db
    .insertInto('session_draft')
    .values({ session_id: sessionId, owner_id: ownerId, ...written })
    .onConflict((conflict) => conflict.columns(['owner_id', 'session_id']).doUpdateSet(written))
    .execute();
  return written.revision;
}

/** Throws a draft away, unless it was saved elsewhere after the `revision` that is meant. The submitted versions stay. */
export async function discardDraft({ db }: SessionWork, sessionId: SessionId, revision: number): Promise<void> {
  await holdSession(db, sessionId);
  await insistOnRevision(db, sessionId, revision);
  await db.deleteFrom('session_draft').where('session_id', '=', sessionId).execute();
}

/** What a colleague saved meanwhile is not thrown away with what one has seen oneself. */
async function insistOnRevision(db: SessionWork['db'], sessionId: SessionId, revision: number) {
  const draft = await db
    .selectFrom('session_draft')
    .select('revision')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  if (draft && draft.revision !== revision) throw new DraftChangedElsewhere();
}

/** A complete record, checked against the schema. `after` is the number of the version it was written on; 0: none. */
export interface Submission {
  readonly sessionId: SessionId;
  readonly ownerId: OwnerId;
  readonly versionId: VersionId;
  readonly content: SessionContent;
  readonly after: number;
  /** Of the draft that it was written in; 0 when there was none. */
  readonly revision: number;
}

/**
 * Submits a version for release; its draft is gone. Sending the same version twice is harmless; other content under
 * an id that was used is refused like what came too late.
 */
export async function submitSession(work: SessionWork, submission: Submission): Promise<void> {
  const { sessionId, ownerId, versionId, content, after, revision } = submission;
  if (!mayRecord(work.actor, { ownerId })) throw new MayNotRecord();
  await beginSession(work, sessionId, ownerId);
  const versions = await work.db
    .selectFrom('session_version')
    .selectAll()
    .where('session_id', '=', sessionId)
    .execute();
  const sent = versions.find(({ id }) => id === versionId);
  if (sent && compareVersions(contentIn(sent), content).length === 0) return;
  if (sent || Math.max(0, ...versions.map(({ number }) => number)) !== after) throw new VersionStale();
  await checkReferences(work, ownerId, content);
  if (!(await insertVersion(work, submission))) throw new VersionStale();
  await discardDraft(work, sessionId, revision);
  work.announce(sessionSubmitted(sessionId));
}

/** Lets nobody else write the session before this work is done; waits for whoever does at this moment. */
const holdSession = (db: SessionWork['db'], sessionId: SessionId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${sessionId}, 0))`.execute(db);

/** Makes the session exist, once, and holds it. */
async function beginSession({ db, actor, now }: SessionWork, sessionId: SessionId, ownerId: OwnerId) {
  await holdSession(db, sessionId);
  await db
    .insertInto('training_session')
    .values({
      id: sessionId,
      owner_id: ownerId,
      created_by: actor.personId as PersonId,
      created_at: now,
      origin: 'recorded',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const mine = await db
    .selectFrom('training_session')
    .select('id')
    .where('id', '=', sessionId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  if (!mine) throw new SessionMissing();
}

async function insertVersion(
  { db, actor, now }: SessionWork,
  { sessionId, ownerId, versionId, content, after }: Submission,
): Promise<boolean> {
  const written = writtenColumns(content);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('session_version')
    .values({
      id: versionId,
      session_id: sessionId,
      owner_id: ownerId,
      number: after + 1,
      ...written,
      statements: JSON.stringify(written.statements),
      counted: JSON.stringify(written.counted),
      nationalities: JSON.stringify(written.nationalities),
      source: null,
      submitted_by: actor.personId as PersonId,
      submitted_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Returns a waiting version to its trainer, with the reason. */
export async function returnSession(work: SessionWork, versionId: VersionId, reason: string): Promise<void> {
  const version = await holdVersion(work, versionId);
  if (!mayReturn(work.actor, version)) throw new MayNotRelease();
  if (!(await isWaiting(work, version))) throw new VersionNotWaiting();
  await work.db
    .insertInto('session_return')
    .values({
      version_id: versionId,
      session_id: version.sessionId,
      owner_id: version.ownerId,
      reason,
      returned_by: work.actor.personId as PersonId,
      returned_at: work.now,
    })
    .execute();
  work.announce(sessionReturned(version.sessionId));
}

/**
 * Releases a version that waits at a grain; it replaces what stood. With `isExact` the owner says that the total may be
 * shown however small it is. Releasing it again in the same way changes nothing; in another way it needs a withdrawal
 * first, so that nobody widens by accident what a colleague released.
 */
export async function releaseSession(
  work: SessionWork,
  versionId: VersionId,
  grain: Grain,
  isExact = false,
): Promise<void> {
  const version = await holdVersion(work, versionId);
  if (!mayReturn(work.actor, version)) throw new MayNotRelease();
  if (!mayRelease(work.actor, version)) throw new MayNotReleaseOwn();
  const release = await findRelease(work, versionId);
  if (release?.grain === grain && release.exact_total === isExact) return;
  if (!(await isWaiting(work, version))) throw new VersionNotWaiting();
  await work.db
    .insertInto('session_release')
    .values({
      version_id: versionId,
      session_id: version.sessionId,
      owner_id: version.ownerId,
      grain,
      exact_total: isExact,
      released_by: work.actor.personId as PersonId,
      released_at: work.now,
    })
    .execute();
  await letLeave(work, version, grain, isExact);
  work.announce(sessionReleased(version.sessionId));
}

/** Takes a released session back: from now on nothing of it stands outside its ministry, and no claim of it. */
export async function withdrawRelease(work: SessionWork, sessionId: SessionId): Promise<void> {
  const session = await work.db
    .selectFrom('training_session')
    .select('owner_id as ownerId')
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (!session) throw new SessionMissing();
  if (!mayWithdraw(work.actor, session)) throw new MayNotRelease();
  await holdSession(work.db, sessionId);
  await work.db.deleteFrom('released_session').where('session_id', '=', sessionId).execute();
  await work.db.deleteFrom('session_release').where('session_id', '=', sessionId).execute();
  work.announce(releaseWithdrawn(sessionId));
}

type Version = Awaited<ReturnType<typeof holdVersion>>;

async function holdVersion({ db }: SessionWork, versionId: VersionId) {
  const version = await db
    .selectFrom('session_version')
    .innerJoin('training_session', 'training_session.id', 'session_version.session_id')
    .selectAll('session_version')
    .select(['training_session.origin'])
    .where('session_version.id', '=', versionId)
    .executeTakeFirst();
  if (!version) throw new SessionMissing();
  await holdSession(db, version.session_id);
  return { ...version, sessionId: version.session_id, ownerId: version.owner_id, submittedBy: version.submitted_by };
}

const findRelease = ({ db }: SessionWork, versionId: VersionId) =>
  db
    .selectFrom('session_release')
    .select(['grain', 'exact_total'])
    .where('version_id', '=', versionId)
    .executeTakeFirst();

/** A version waits while it is the newest and was neither returned nor released. */
async function isWaiting({ db }: SessionWork, version: Version): Promise<boolean> {
  const { blocking } = await db
    .selectNoFrom(({ exists, or, selectFrom }) =>
      or([
        exists(
          selectFrom('session_version')
            .select('id')
            .where('session_id', '=', version.sessionId)
            .where('number', '>', version.number),
        ),
        exists(selectFrom('session_return').select('version_id').where('version_id', '=', version.id)),
        exists(selectFrom('session_release').select('version_id').where('version_id', '=', version.id)),
      ]).as('blocking'),
    )
    .executeTakeFirstOrThrow();
  return !blocking;
}

/** Writes the copy that others may see: no notes, no names; the database keeps of the grain's numbers what may be shown. */
async function letLeave({ db, now }: SessionWork, version: Version, grain: Grain, isExact: boolean) {
  const leaving = {
    version_id: version.id,
    version_number: version.number,
    grain,
    exact_total: isExact,
    withheld: [],
    released_at: now,
    ...describedColumns(version),
    nationalities: outsideAtGrain(version, grain),
    trainer_count: version.trainer_ids.length,
    origin: version.origin,
    ...columnsOf(atGrain(marginsOf(version.statements), grain)),
  };
  await db
    .insertInto('released_session')
    .values({ session_id: version.sessionId, owner_id: version.ownerId, ...leaving })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet(leaving))
    .execute();
}
