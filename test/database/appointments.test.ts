import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listWithoutLogin } from '#domains/authentication/server/queries.ts';
import { addPerson, proposeAppointment } from '#domains/appointments/server/commands.ts';
import { listAppointments, listConsentable, whoTheyAre } from '#domains/appointments/server/queries.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor, Role } from '#shared/actor.ts';
import { newId, type AppointmentId } from '#shared/ids.ts';
import { isRefusal } from '#shared/refusal.ts';
import { appoint, signIn, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { added, byCommand, bySql, filledIn, inDays, rolesOf, seen, type Verbs } from './appointments/verbs.ts';

const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { BA, ME } = ministries;
const another = await appoint(platform, 'administrator');
const secondTrainer = await appoint(platform, 'trainer', BA);

/** Refused, by our rule or by the database's, and nothing is changed. */
const refuses = async (attempt: Promise<unknown>) =>
  expect(
    isRefusal(
      await attempt.then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    ),
  ).toBe(true);

/** Ends what a test appointed, so that the next begins where this one did. */
function afterwards(...ids: AppointmentId[]) {
  onTestFinished(async () => {
    await sql`delete from appointment where id = any (${ids}::uuid[])`.execute(connection.db);
  });
}

describe.each([
  ['by the commands', byCommand(platform)],
  ['past them, by the functions of the database', bySql(platform)],
])('rules of the world, %s', (_, verbs: Verbs) => {
  test('an appointment proposed by an administrator holds once the ministry consents', async () => {
    const personId = await added(platform, people.administrator, BA);
    const id = await verbs.propose(people.administrator, { personId, role: 'coordinator', ownerId: BA });
    expect(await rolesOf(platform, personId)).toEqual([]);
    await verbs.consent(people.leader, id);
    expect(await rolesOf(platform, personId)).toEqual(['coordinator']);
    expect(await seen(platform, people.coordinator.BA, id)).toMatchObject({
      proposedBy: people.administrator.personId,
      consentedBy: people.leader.personId,
    });
    await verbs.end(people.deputy, id);
    expect(await rolesOf(platform, personId)).toEqual([]);
  });

  test('nobody but the ministry consents, as long as somebody there answers for it', async () => {
    const personId = secondTrainer.personId!;
    const id = await verbs.propose(people.administrator, { personId, role: 'deputy', ownerId: BA });
    afterwards(id);
    const wrong = [secondTrainer, people.administrator, another, people.secretariat, people.trainer.BA, people.auditor];
    for (const who of [...wrong, people.coordinator.MK, people.observer, people.stranger])
      await refuses(verbs.consent(who, id));
    expect(await rolesOf(platform, personId)).toEqual(['trainer']);
  });

  test('a coordinator consents neither to what they proposed nor to their own', async () => {
    const coordinator = people.coordinator.BA;
    const id = await verbs.propose(coordinator, { personId: secondTrainer.personId!, role: 'leader', ownerId: BA });
    const own = await verbs.propose(another, { personId: coordinator.personId!, role: 'leader', ownerId: BA });
    afterwards(id, own);
    await refuses(verbs.consent(coordinator, id));
    await refuses(verbs.consent(coordinator, own));
    await verbs.consent(people.deputy, id);
    expect(await rolesOf(platform, secondTrainer.personId)).toEqual(['leader', 'trainer']);
  });

  test.each(['trainer', 'coordinator', 'deputy', 'leader', 'auditor'] as const)(
    'an administrator who makes themself %s waits for the ministry, whatever other administrator would consent',
    async (role) => {
      const personId = people.administrator.personId!;
      const id = await verbs.propose(people.administrator, { personId, role, ownerId: BA });
      afterwards(id);
      await refuses(verbs.consent(people.administrator, id));
      await refuses(verbs.consent(another, id));
      await refuses(verbs.consent(people.secretariat, id));
      expect(await rolesOf(platform, personId)).toEqual(['administrator']);
    },
  );

  test('an administrator gets no coordinator’s seat through a second account of their own', async () => {
    const puppet = await added(platform, people.administrator, BA);
    const seat = await verbs.propose(people.administrator, { personId: puppet, role: 'coordinator', ownerId: BA });
    afterwards(seat);
    await refuses(verbs.consent(await signIn(database, puppet), seat));
    await refuses(verbs.consent(another, seat));
    expect(await rolesOf(platform, puppet)).toEqual([]);
  });

  test('who empties a ministry from outside does not fill it: for two weeks nobody outside can consent', async () => {
    const sole = people.coordinator.ME;
    const { rows } = await sql<{
      id: AppointmentId;
    }>`select id from appointment where person_id = ${sole.personId}`.execute(connection.db);
    const emptied = rows[0]!.id;
    onTestFinished(async () => {
      await sql`update appointment set ended_by = null, ended_at = null where id = ${emptied}`.execute(connection.db);
      await sql`delete from emergency_access where owner_id = ${ME}`.execute(connection.db);
    });
    await refuses(verbs.end(people.administrator, emptied));
    const standingIn = await verbs.ask(people.trainer.ME, ME);
    await verbs.grant(people.administrator, standingIn);
    await refuses(verbs.end(people.administrator, emptied));
    await verbs.endEmergency(people.administrator, standingIn);
    await verbs.grant(people.secretariat, await verbs.ask(people.trainer.ME, ME));
    await verbs.end(people.administrator, emptied);
    const puppet = await added(platform, people.administrator, ME);
    const seat = await verbs.propose(people.administrator, { personId: puppet, role: 'coordinator', ownerId: ME });
    afterwards(seat);
    await refuses(verbs.consent(another, seat));
    await refuses(verbs.consent(people.secretariat, seat));
    await sql`update appointment set ended_at = now() - interval '15 days' where id = ${emptied}`.execute(
      connection.db,
    );
    await verbs.consent(people.secretariat, seat);
    expect(await rolesOf(platform, puppet)).toEqual(['coordinator']);
  });

  test('nobody holds a role in a ministry that is not their own', async () => {
    const personId = people.trainer.MK.personId!;
    await refuses(verbs.propose(people.administrator, { personId, role: 'trainer', ownerId: BA }));
    await refuses(verbs.propose(people.coordinator.BA, { personId, role: 'trainer', ownerId: BA }));
    const observer = people.observer.personId!;
    await refuses(verbs.propose(people.coordinator.BA, { personId: observer, role: 'trainer', ownerId: BA }));
  });

  test('a coordinator appoints trainers of the own ministry alone, and nobody else does', async () => {
    const personId = await added(platform, people.coordinator.BA, BA);
    await refuses(verbs.propose(people.coordinator.MK, { personId, role: 'trainer', ownerId: BA }));
    for (const who of [people.trainer.BA, people.leader, people.auditor, people.secretariat, people.stranger])
      await refuses(verbs.propose(who, { personId, role: 'trainer', ownerId: BA }));
    afterwards(await verbs.propose(people.coordinator.BA, { personId, role: 'trainer', ownerId: BA }));
    expect(await rolesOf(platform, personId)).toEqual(['trainer']);
  });

  test.each(['secretariat', 'observer', 'administrator'] as const)(
    'a %s of the network needs the secretariat, another administrator or the coordinator of a ministry',
    async (role) => {
      const personId = await added(platform, people.administrator, null);
      const id = await verbs.propose(people.administrator, { personId, role });
      afterwards(id);
      const weak = await signIn(database, people.coordinator.MK.personId!, weakly);
      for (const who of [people.administrator, people.trainer.BA, people.leader, people.auditor, weak, people.stranger])
        await refuses(verbs.consent(who, id));
      expect(await rolesOf(platform, personId)).toEqual([]);
      await verbs.consent(people.secretariat, id);
      expect(await rolesOf(platform, personId)).toEqual([role]);
      const other = await added(platform, people.administrator, null);
      const byCoordinator = await verbs.propose(people.administrator, { personId: other, role });
      afterwards(byCoordinator);
      await verbs.consent(people.coordinator.MK, byCoordinator);
      expect(await rolesOf(platform, other)).toEqual([role]);
    },
  );

  test('an appointment begins on its first day and ends by itself after its last', async () => {
    const personId = await added(platform, people.coordinator.BA, BA);
    const terms = [
      [inDays(-9), inDays(-1)],
      [inDays(1), null],
      [inDays(-9), inDays(0)],
    ] as const;
    for (const [index, [from, to]] of terms.entries()) {
      const id = await verbs.propose(people.coordinator.BA, { personId, role: 'trainer', ownerId: BA, from, to });
      afterwards(id);
      expect(await rolesOf(platform, personId)).toEqual(index === 2 ? ['trainer'] : []);
    }
  });

  test('ending is for the person, who answers for the ministry and administrators', async () => {
    const personId = await added(platform, people.coordinator.BA, BA);
    const id = await verbs.propose(people.coordinator.BA, { personId, role: 'trainer', ownerId: BA });
    afterwards(id);
    for (const who of [people.trainer.BA, people.auditor, people.secretariat, people.coordinator.MK, people.stranger])
      await refuses(verbs.end(who, id));
    expect(await rolesOf(platform, personId)).toEqual(['trainer']);
    await verbs.end(await signIn(database, personId), id);
    expect(await rolesOf(platform, personId)).toEqual([]);
  });
});

describe('a sign-in without a second factor', () => {
  test.each([
    ['coordinator', people.coordinator.BA],
    ['deputy', people.deputy],
    ['auditor', people.auditor],
    ['administrator', people.administrator],
  ] as const)('gives a %s no seat, neither in the actor nor in the database', async (role, who) => {
    const weak = await signIn(database, who.personId!, weakly);
    expect(weak).toMatchObject({ seats: [], lacksSecondFactor: true, isStrong: false });
    const asIf = Object.assign(Object.create(who) as Actor, { isStrong: false });
    const { rows } = await database.work(asIf, ({ db }) =>
      sql<{
        held: boolean;
        own: string[];
      }>`select holds(array[${role}]) as held, coordinated_ministries() as own`.execute(db),
    );
    expect(rows).toEqual([{ held: false, own: [] }]);
    await refuses(bySql(platform).propose(asIf, { personId: secondTrainer.personId!, role: 'leader', ownerId: BA }));
    expect(await database.read(asIf, (reading) => answer(reading, listAppointments))).toHaveLength(1);
  });

  test('leaves a trainer theirs', async () => {
    expect(await signIn(database, people.trainer.BA.personId!, weakly)).toMatchObject({ lacksSecondFactor: false });
    expect(await rolesOf(platform, people.trainer.BA.personId, weakly)).toEqual(['trainer']);
  });
});

describe('a form that is sent twice', () => {
  const propose = (as: Actor, form: ReturnType<typeof filledIn>) =>
    database.work(as, (work) => carryOut(work, proposeAppointment, form));

  test('adds one person and proposes once', async () => {
    const person = { id: newId<'Person'>(), ownerId: BA, name: 'Sent Twice' };
    const form = filledIn({ personId: person.id, role: 'leader', ownerId: BA });
    const told: string[] = [];
    database.listen(({ name }) => void told.push(name));
    for (const _ of [1, 2]) {
      await database.work(people.administrator, (work) => carryOut(work, addPerson, person));
      expect(await propose(people.administrator, form)).toBe(false);
    }
    afterwards(form.id);
    expect(told).toEqual(['appointmentProposed']);
    for (const _ of [1, 2]) await byCommand(platform).consent(people.coordinator.BA, form.id);
    expect(told).toEqual(['appointmentProposed', 'appointmentMade']);
    for (const _ of [1, 2]) await byCommand(platform).end(people.coordinator.BA, form.id);
    expect(told).toEqual(['appointmentProposed', 'appointmentMade', 'appointmentEnded']);
  });

  test('takes nobody else’s id, nor changes what was proposed under it', async () => {
    const form = filledIn({ personId: secondTrainer.personId!, role: 'leader', ownerId: BA });
    await propose(people.administrator, form);
    afterwards(form.id);
    await refuses(propose(another, form));
    await refuses(propose(people.administrator, { ...form, role: 'deputy' }));
    const person = { id: secondTrainer.personId!, ownerId: BA, name: 'Another name' };
    await refuses(database.work(people.administrator, (work) => carryOut(work, addPerson, person)));
  });
});

describe('what is seen', () => {
  test('whoever may consent is told exactly', async () => {
    const id = await byCommand(platform).propose(another, {
      personId: secondTrainer.personId!,
      role: 'leader',
      ownerId: BA,
    });
    afterwards(id);
    const may = async (who: Actor) => (await database.read(who, (reading) => answer(reading, listConsentable))).has(id);
    for (const who of [people.coordinator.BA, people.deputy, people.leader]) expect(await may(who)).toBe(true);
    for (const who of [another, people.administrator, people.secretariat, secondTrainer, people.coordinator.MK])
      expect(await may(who)).toBe(false);
  });

  test('who has no account yet is told to whoever may invite them', async () => {
    const ids = [await added(platform, people.coordinator.BA, BA), people.trainer.MK.personId!];
    const without = async (who: Actor) => [
      ...(await database.read(who, (reading) => answer(reading, listWithoutLogin, ids))),
    ];
    expect((await without(people.administrator)).sort()).toEqual(ids.toSorted());
    for (const who of [people.coordinator.BA, people.leader]) expect(await without(who)).toEqual([ids[0]]);
    for (const who of [people.trainer.BA, people.secretariat, people.stranger]) expect(await without(who)).toEqual([]);
  });

  test('where a name is not for the reader, what that person is known as', async () => {
    await sql`insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at, granted_by, granted_at, ended_at)
      values (${newId()}, ${BA}, ${people.leader.personId}, 'R', 1, now(), ${people.secretariat.personId}, now(), now())`.execute(
      connection.db,
    );
    const ids = [people.administrator.personId!, people.secretariat.personId!, people.leader.personId!];
    const seenBy = (who: Actor) => database.read(who, (reading) => answer(reading, whoTheyAre, ids));
    expect([...(await seenBy(people.coordinator.BA)).values()]).toEqual([
      { role: 'administrator' },
      { role: 'secretariat' },
      { name: 'A leader' },
    ]);
    for (const who of [people.stranger, people.trainer.MK])
      expect([...(await seenBy(who)).values()]).toEqual([null, null, null]);
  });

  test.each<[string, Actor, readonly Role[]]>([
    ['an observer sees their own', people.observer, ['observer']],
    ['a trainer sees those of the ministry alone', people.trainer.MK, ['coordinator', 'trainer']],
  ])('%s', async (_, who, roles) => {
    const lines = await database.read(who, (reading) => answer(reading, listAppointments));
    expect([...new Set(lines.map(({ role }) => role))].sort()).toEqual(roles);
    expect(lines.every(({ ownerId }) => ownerId === (who.seats[0]?.ownerId ?? null))).toBe(true);
  });
});
