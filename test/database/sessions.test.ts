import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { answer } from '#platform/database/database.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import {
  DraftChangedElsewhere,
  MayNotRecord,
  MayNotRelease,
  MayNotReleaseOwn,
  SessionMissing,
  UnknownReference,
  VersionNotWaiting,
  VersionStale,
} from '#domains/training/sessions/errors.ts';
import { emptyDraft } from '#domains/training/sessions/rules/form.ts';
import {
  findOwnSession,
  findReleasedSession,
  listOwnSessions,
  listReleased,
} from '#domains/training/sessions/server/queries.ts';
import type { SessionTables } from '#domains/training/sessions/server/tables.ts';
import type { SessionContent } from '#domains/training/sessions/types.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type SessionId, type VersionId } from '#shared/ids.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { enrolTrainers, heldBy, sessionVerbs } from './sessions/verbs.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const roster = await enrolTrainers(platform);
const { save, submit, release, giveBack, withdraw } = sessionVerbs(platform);
const ownerId = ministries.BA;
const trainer = people.trainer.BA;
const coordinator = people.coordinator.BA;
const secondCoordinator = await appoint(platform, 'coordinator', ownerId);
const foreign = people.coordinator.MK;
const outside = people.secretariat;

const announced: string[] = [];
database.listen(({ name, payload }) => void announced.push(`${name} ${payload['sessionId']}`));

const newSession = () => newId<'Session'>();
const draftOf = (sessionId: SessionId, title: string, revision: number) => ({
  ...{ sessionId, ownerId, revision, fields: { ...emptyDraft, title } },
});

/** Submits the next version of a session; `after` is the number of the one before. */
async function send(
  sessionId: SessionId,
  after: number,
  change: Partial<SessionContent> = {},
  who = trainer,
  revision = 0,
) {
  const versionId = newId<'SessionVersion'>();
  await submit(who, { sessionId, ownerId, versionId, after, revision, content: heldBy(roster.BA, change) });
  return versionId;
}

const findOwn = (id: SessionId) => database.read(trainer, (reading) => answer(reading, findOwnSession, id));
const findOutside = (id: SessionId) => database.read(outside, (reading) => answer(reading, findReleasedSession, id));
const listOutside = () => database.read(outside, (reading) => answer(reading, listReleased, {}));
async function stateOf(id: SessionId) {
  const { rows } = await database.read(trainer, (reading) => answer(reading, listOwnSessions, {}));
  return rows.find((row) => row.id === id)?.state;
}

/** Writes a release past the commands, as somebody. */
const insertRelease = (who: Actor, sessionId: SessionId, versionId: VersionId) =>
  database.work(who, ({ db, now }) =>
    (db as unknown as Kysely<SessionTables>)
      .insertInto('session_release')
      .values({
        ...{ version_id: versionId, session_id: sessionId, owner_id: ownerId },
        ...{ grain: 'total', exact_total: false, released_by: who.personId!, released_at: now },
      })
      .execute(),
  );

describe('a draft', () => {
  test('saved twice is saved once', async () => {
    const id = newSession();
    expect(await save(trainer, draftOf(id, 'A title', 0))).toBe(1);
    const first = await findOwn(id);
    expect(await save(trainer, draftOf(id, 'A title', 0))).toBe(1);
    expect(await findOwn(id)).toEqual(first);
    expect(await save(trainer, draftOf(id, 'Another title', 1))).toBe(2);
  });

  test('that was changed elsewhere is not overwritten', async () => {
    const id = newSession();
    await save(trainer, draftOf(id, 'A title', 0));
    await save(coordinator, draftOf(id, 'The title of another', 1));
    await expect(save(trainer, draftOf(id, 'A late title', 1))).rejects.toThrow(DraftChangedElsewhere);
    await expect(save(trainer, draftOf(id, 'A first title', 0))).rejects.toThrow(DraftChangedElsewhere);
    expect((await findOwn(id))?.draft).toMatchObject({
      ...{ fields: { title: 'The title of another' }, revision: 2, authorId: coordinator.personId },
    });
  });

  test('is gone once it was submitted, and stays when that was refused', async () => {
    const id = newSession();
    await save(trainer, draftOf(id, 'A title', 0));
    const unknown = send(id, 0, { trainerIds: [roster.MK] });
    await expect(unknown).rejects.toThrow(UnknownReference);
    expect((await findOwn(id))?.draft?.fields.title).toBe('A title');
    await expect(send(id, 0)).rejects.toThrow(DraftChangedElsewhere);
    expect((await findOwn(id))?.draft?.fields.title).toBe('A title');
    await send(id, 0, {}, trainer, 1);
    expect(await findOwn(id)).toMatchObject({ draft: null, versions: [{ number: 1 }] });
  });
});

describe('a version', () => {
  test('sent twice arrives once, also when it was released meanwhile', async () => {
    const sessionId = newSession();
    const submission = { sessionId, ownerId, versionId: newId<'SessionVersion'>(), after: 0, revision: 0 };
    const content = heldBy(roster.BA);
    await submit(trainer, { ...submission, content });
    await submit(trainer, { ...submission, content });
    await release(coordinator, submission.versionId, 'sex');
    await submit(trainer, { ...submission, content });
    const corrected = { ...submission, content: { ...content, title: 'Another title' } };
    await expect(submit(trainer, corrected)).rejects.toThrow(VersionStale);
    expect((await findOwn(sessionId))?.versions).toMatchObject([{ number: 1, content }]);
    expect(announced.filter((fact) => fact === `sessionSubmitted ${sessionId}`)).toHaveLength(1);
  });

  test.each([0, 2])('written on version %i when 1 is the newest is refused, and nothing is written', async (after) => {
    const id = newSession();
    await send(id, 0);
    await save(trainer, draftOf(id, 'A draft', 0));
    const before = await findOwn(id);
    await expect(send(id, after)).rejects.toThrow(VersionStale);
    expect(await findOwn(id)).toEqual(before);
  });

  test('that was returned is corrected, and the correction is released', async () => {
    const id = newSession();
    const first = await send(id, 0);
    await giveBack(coordinator, first, 'Count again');
    expect(await stateOf(id)).toBe('returned');
    await expect(release(coordinator, first, 'total')).rejects.toThrow(VersionNotWaiting);
    await expect(giveBack(coordinator, first, 'Again')).rejects.toThrow(VersionNotWaiting);

    const second = await send(id, 1, { title: 'Counted again' });
    expect(await stateOf(id)).toBe('waiting');
    await release(coordinator, second, 'total');
    expect(await stateOf(id)).toBe('released');
    expect(await findOutside(id)).toMatchObject({ title: 'Counted again' });
    expect((await findOwn(id))?.versions).toMatchObject([
      { number: 2, returned: null, release: { grain: 'total', by: coordinator.personId } },
      { number: 1, returned: { reason: 'Count again', by: coordinator.personId }, release: null },
    ]);
  });

  test('that a newer one replaced no longer waits', async () => {
    const id = newSession();
    const first = await send(id, 0);
    await send(id, 1);
    await expect(release(coordinator, first, 'total')).rejects.toThrow(VersionNotWaiting);
    await expect(giveBack(coordinator, first, 'Too late')).rejects.toThrow(VersionNotWaiting);
    expect(await findOutside(id)).toBeNull();
  });
});

describe('a release', () => {
  test('stands until a newer version is released, whatever happens to that one before', async () => {
    const id = newSession();
    await release(coordinator, await send(id, 0, { title: 'First' }), 'sex');
    const second = await send(id, 1, { title: 'Second' });
    expect(await findOutside(id)).toMatchObject({ title: 'First' });
    await giveBack(coordinator, second, 'A reason');
    expect(await findOutside(id)).toMatchObject({ title: 'First' });
    await release(coordinator, await send(id, 2, { title: 'Third' }), 'sex');
    const left = await findOutside(id);
    expect(left).toMatchObject({ title: 'Third' });
    // Outside, not even the number of versions tells of those that never left.
    expect(JSON.stringify(left)).not.toMatch(/version/i);
    expect((await findOwn(id))?.standing).toBe(3);
  });

  test('leaves at its grain, is the same when repeated, and changes its grain only by way of a withdrawal', async () => {
    const id = newSession();
    const version = await send(id, 0);
    await release(coordinator, version, 'sex');
    const left = await findOutside(id);
    expect(left).toMatchObject({ grain: 'sex', count: { total: 20, women: 12, men: null }, trainerCount: 1 });
    expect(JSON.stringify(left)).not.toMatch(/For the ministry only|trainerIds|statements/);
    await release(secondCoordinator, version, 'sex');
    expect(await findOutside(id)).toEqual(left);
    expect(announced.filter((fact) => fact === `sessionReleased ${id}`)).toHaveLength(1);
    await expect(release(secondCoordinator, version, 'total')).rejects.toThrow(VersionNotWaiting);
    expect(await findOutside(id)).toEqual(left);
    await withdraw(coordinator, id);
    await release(secondCoordinator, version, 'total');
    expect(await findOutside(id)).toMatchObject({ grain: 'total', count: { total: 20, women: null } });
  });

  test('of an older version does not come back over a newer one, at whatever grain', async () => {
    const id = newSession();
    const first = await send(id, 0);
    await release(coordinator, first, 'sex');
    const second = await send(id, 1);
    await release(coordinator, second, 'sex');
    await expect(release(coordinator, first, 'total')).rejects.toThrow(VersionNotWaiting);
    expect((await findOwn(id))?.standing).toBe(2);
    expect(await findOutside(id)).toMatchObject({ grain: 'sex' });
  });

  test('is not given by who submitted, says the command and says the database', async () => {
    const id = newSession();
    const version = await send(id, 0, {}, coordinator);
    await expect(release(coordinator, version, 'total')).rejects.toThrow(MayNotReleaseOwn);
    await expect(insertRelease(coordinator, id, version)).rejects.toThrow(NotPermitted);
    expect(await stateOf(id)).toBe('waiting');
    await insertRelease(secondCoordinator, id, version);
    expect(await stateOf(id)).toBe('released');
  });

  test('is not given by a trainer, says the command and says the database', async () => {
    const id = newSession();
    const version = await send(id, 0, {}, coordinator);
    await expect(release(trainer, version, 'total')).rejects.toThrow(MayNotRelease);
    await expect(giveBack(trainer, version, 'A reason')).rejects.toThrow(MayNotRelease);
    await expect(insertRelease(trainer, id, version)).rejects.toThrow(NotPermitted);
    await release(secondCoordinator, version, 'total');
    await expect(withdraw(trainer, id)).rejects.toThrow(MayNotRelease);
    expect(await findOutside(id)).not.toBeNull();
  });

  test('shows others no small number, by whichever question; its own people see it all', async () => {
    const sessionId = newSession();
    const versionId = await send(sessionId, 0, {
      statements: [{ n: 23 }, { sex: 'woman', n: 3 }, { sex: 'man', n: 20 }],
    });
    await release(coordinator, versionId, 'sex');
    const seenBy = async (actor: Actor) =>
      database.read(actor, async (reading) => {
        const { rows } = await answer(reading, listReleased, {});
        const listed = rows.find(({ id }) => id === sessionId);
        return [await answer(reading, findReleasedSession, sessionId), listed].map((session) => session?.count);
      });
    for (const count of await seenBy(outside))
      expect(count).toMatchObject({ total: 23, women: 'withheld', men: 'withheld' });
    for (const count of await seenBy(trainer)) expect(count).toMatchObject({ total: 23, women: 3, men: 20 });
  });

  test('that was withdrawn disappears outside; inside it waits again', async () => {
    const id = newSession();
    const version = await send(id, 0);
    const before = await listOutside();
    await release(coordinator, version, 'sex');
    expect((await listOutside()).total).toBe(before.total + 1);
    await withdraw(coordinator, id);
    expect(await findOutside(id)).toBeNull();
    expect(await listOutside()).toEqual(before);
    expect(announced).toContain(`releaseWithdrawn ${id}`);

    expect(await findOwn(id)).toMatchObject({ standing: null, versions: [{ release: null }] });
    expect(await stateOf(id)).toBe('waiting');
    await release(coordinator, version, 'total');
    expect(await findOutside(id)).toMatchObject({ grain: 'total' });
  });
});

describe('another ministry', () => {
  test('is told of what it may not see that there is no such thing', async () => {
    const id = newSession();
    const version = await send(id, 0);
    await expect(release(foreign, version, 'total')).rejects.toThrow(SessionMissing);
    await expect(giveBack(foreign, version, 'A reason')).rejects.toThrow(SessionMissing);
    await expect(withdraw(foreign, id)).rejects.toThrow(SessionMissing);
    await release(coordinator, version, 'total');
    await expect(withdraw(foreign, id)).rejects.toThrow(SessionMissing);
    expect(await database.read(foreign, (reading) => answer(reading, findOwnSession, id))).toBeNull();
    expect(await findOutside(id)).not.toBeNull();
  });

  test('writes neither in the name of this one nor under the id of its session', async () => {
    const id = newSession();
    await send(id, 0);
    const before = await findOwn(id);
    await expect(save(foreign, draftOf(id, 'A title', 0))).rejects.toThrow(MayNotRecord);
    await expect(save(foreign, { ...draftOf(id, 'A title', 0), ownerId: ministries.MK })).rejects.toThrow(
      SessionMissing,
    );
    await expect(send(id, 1, {}, foreign)).rejects.toThrow(MayNotRecord);
    expect(await findOwn(id)).toEqual(before);
    const { rows } = await sql`select from training_session where owner_id = ${ministries.MK}`.execute(
      platform.connection.db,
    );
    expect(rows).toEqual([]);
  });
});
