import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emergencyAt } from '#domains/appointments/rules.ts';
import { listEmergencies } from '#domains/appointments/server/queries.ts';
import { MayNotReleaseOwn } from '#domains/training/sessions/errors.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import { invite } from '#domains/authentication/server/commands.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type EmergencyAccessId, type VersionId } from '#shared/ids.ts';
import { isRefusal } from '#shared/refusal.ts';
import { appoint, signIn, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { added, byCommand, bySql, rolesOf, type Verbs } from './appointments/verbs.ts';
import { enrolTrainers, heldBy, sessionVerbs } from './sessions/verbs.ts';

const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { BA, MK } = ministries;
const asker = people.trainer.BA;
const roster = await enrolTrainers(platform);
const sessions = sessionVerbs(platform);

/** Submits a session as somebody of the ministry; returns the version that waits. */
async function submit(who: Actor): Promise<VersionId> {
  const ids = { sessionId: newId<'Session'>(), versionId: newId<'SessionVersion'>() };
  await sessions.submit(who, { ...ids, ownerId: BA, content: heldBy(roster.BA), after: 0, revision: 0 });
  return ids.versionId;
}

const refuses = async (attempt: Promise<unknown>) =>
  expect(
    isRefusal(
      await attempt.then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    ),
  ).toBe(true);
const again = (who: Actor) => signIn(database, who.personId!);

/** No emergency outlasts the test that made it. */
function afterwards() {
  onTestFinished(async () => void (await sql`delete from emergency_access`.execute(connection.db)));
}

/** Moves an emergency into the past. */
const letPass = (id: EmergencyAccessId, hours: number) =>
  sql`update emergency_access set asked_at = asked_at - make_interval(hours => ${hours}),
    granted_at = granted_at - make_interval(hours => ${hours}) where id = ${id}`.execute(connection.db);

/** How many drafts and versions of the ministry somebody sees. */
const unreleasedSeenBy = async (who: Actor) => {
  const { rows } = await database.work(who, ({ db }) =>
    sql<{ n: number }>`select count(*)::integer as n from session_version where owner_id = ${BA}`.execute(db),
  );
  return rows[0]!.n;
};

describe.each([
  ['by the commands', byCommand(platform)],
  ['past them, by the functions of the database', bySql(platform)],
])('emergency access, %s', (_, verbs: Verbs) => {
  test('is asked for by the ministry’s own people with a second factor, and by nobody else', async () => {
    afterwards();
    const weak = await signIn(database, asker.personId!, weakly);
    const outsiders = [people.trainer.MK, people.coordinator.MK, people.secretariat, people.administrator];
    for (const who of [...outsiders, people.observer, people.stranger, weak]) await refuses(verbs.ask(who, BA));
    for (const who of [asker, people.leader, people.auditor]) await verbs.ask(who, BA);
  });

  test('gives nothing before a second person of the ministry, the secretariat or an administrator grants it', async () => {
    afterwards();
    const id = await verbs.ask(asker, BA);
    const weak = Object.assign(Object.create(people.administrator) as Actor, { isStrong: false });
    for (const who of [asker, people.auditor, people.trainer.MK, people.coordinator.MK, people.observer, weak])
      await refuses(verbs.grant(who, id));
    await refuses(verbs.grant(people.stranger, id));
    expect(await rolesOf(platform, asker.personId)).toEqual(['trainer']);
    await verbs.grant(people.leader, id);
    expect(await rolesOf(platform, asker.personId)).toEqual(['coordinator', 'trainer']);
    expect(await rolesOf(platform, asker.personId, weakly)).toEqual(['trainer']);
  });

  test('is over when its hours are over', async () => {
    afterwards();
    const id = await verbs.ask(asker, BA, 2);
    await verbs.grant(people.secretariat, id);
    await letPass(id, 1);
    expect(await rolesOf(platform, asker.personId)).toEqual(['coordinator', 'trainer']);
    await letPass(id, 1);
    expect(await rolesOf(platform, asker.personId)).toEqual(['trainer']);
  });

  test('is not granted a day after it was asked', async () => {
    afterwards();
    const id = await verbs.ask(asker, BA);
    await letPass(id, 24);
    await refuses(verbs.grant(people.leader, id));
  });

  test('is ended early by the person, by who answers for the ministry or could have granted it, by nobody else', async () => {
    afterwards();
    for (const who of [asker, people.coordinator.BA, people.secretariat]) {
      const id = await verbs.ask(asker, BA);
      await verbs.grant(people.administrator, id);
      for (const wrong of [people.auditor, people.trainer.MK, people.coordinator.MK, people.observer, people.stranger])
        await refuses(verbs.endEmergency(wrong, id));
      await verbs.endEmergency(who, id);
      expect(await rolesOf(platform, asker.personId)).toEqual(['trainer']);
    }
  });

  test('needs an appointment in the ministry as long as it lasts', async () => {
    afterwards();
    const personId = await added(platform, people.coordinator.BA, BA);
    const appointment = await verbs.propose(people.coordinator.BA, { personId, role: 'trainer', ownerId: BA });
    const id = await verbs.ask(await signIn(database, personId), BA);
    await verbs.grant(people.leader, id);
    expect(await rolesOf(platform, personId)).toEqual(['coordinator', 'trainer']);
    await verbs.end(people.coordinator.BA, appointment);
    expect(await rolesOf(platform, personId)).toEqual([]);
  });

  test('decides nothing that outlasts it: no appointment, no person, no invitation, no further emergency', async () => {
    afterwards();
    await verbs.grant(people.leader, await verbs.ask(asker, BA));
    const standIn = await again(asker);
    const personId = people.auditor.personId!;
    await refuses(verbs.propose(standIn, { personId, role: 'trainer', ownerId: BA }));
    await refuses(added(platform, standIn, BA));
    const newcomer = await added(platform, people.coordinator.BA, BA);
    const to = { personId: newcomer, email: `${newcomer}@example.org`, language: 'en' };
    await refuses(database.work(standIn, (work) => carryOut(work, invite, to)));
    const proposed = await verbs.propose(people.administrator, { personId, role: 'coordinator', ownerId: BA });
    await refuses(verbs.consent(standIn, proposed));
    await refuses(verbs.end(standIn, proposed));
    await refuses(verbs.grant(standIn, await verbs.ask(people.auditor, BA)));
    await sql`delete from appointment where id = ${proposed}`.execute(connection.db);
  });

  test('opens nothing to whoever granted it, nor to another ministry', async () => {
    afterwards();
    await submit(asker);
    const granters = [people.secretariat, people.administrator];
    for (const granter of granters) await verbs.grant(granter, await verbs.ask(people.auditor, BA));
    expect(await unreleasedSeenBy(people.auditor)).toBeGreaterThan(0);
    for (const who of [...granters, people.coordinator.MK, people.observer])
      expect(await unreleasedSeenBy(await again(who))).toBe(0);
    expect((await again(people.auditor)).seats.map(({ ownerId }) => ownerId)).not.toContain(MK);
  });
});

test('no more than a day can be asked for', async () => {
  await expect(bySql(platform).ask(asker, BA, 25)).rejects.toMatchObject({ code: '23514' });
});

test('nobody releases what they submitted, also when they stand in', async () => {
  afterwards();
  await byCommand(platform).grant(people.leader, await byCommand(platform).ask(asker, BA));
  const standIn = await again(asker);
  const version = await submit(asker);
  await expect(sessions.release(standIn, version, 'total')).rejects.toBeInstanceOf(MayNotReleaseOwn);
  const direct = database.work(standIn, ({ db }) =>
    sql`insert into session_release (version_id, session_id, owner_id, grain, released_by, released_at)
      select id, session_id, owner_id, 'total', ${standIn.personId}, now() from session_version where id = ${version}`.execute(
      db,
    ),
  );
  await expect(direct).rejects.toBeInstanceOf(NotPermitted);
});

test('what was done under it is told apart, and stands in the audit of the owner', async () => {
  afterwards();
  const verbs = byCommand(platform);
  const before = new Date();
  const id = await verbs.ask(asker, BA);
  await verbs.grant(people.leader, id);
  const colleague = await appoint(platform, 'trainer', BA);
  const version = await submit(colleague);
  await sessions.release(await again(asker), version, 'total');
  await verbs.endEmergency(asker, id);
  for (const reader of [people.coordinator.BA, people.auditor]) {
    const accesses = await database.read(reader, (reading) => answer(reading, listEmergencies));
    const { rows } = await database.work(reader, ({ db }) =>
      sql<{
        at: Date;
        actor_id: typeof asker.personId;
        table_name: string;
        row_key: string;
      }>`select at, actor_id, table_name, row_key from audit_entry
        where owner_id = ${BA} and at >= ${before} order by seq`.execute(db),
    );
    const under = rows.filter(({ at, actor_id }) => emergencyAt(accesses, actor_id, at)?.id === id);
    expect([...new Set(under.map(({ table_name }) => table_name))]).toContain('session_release');
    expect(under.every(({ actor_id }) => actor_id === asker.personId)).toBe(true);
    expect(rows.filter(({ row_key }) => row_key === id)).toHaveLength(3);
  }
});
