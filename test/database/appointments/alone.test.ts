import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { endAppointment } from '#domains/appointments/server/commands.ts';
import { appointsAtOnce } from '#domains/appointments/server/queries.ts';
import { composeAppointments } from '#app/people.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { AppointmentId, OwnerId, PersonId } from '#shared/ids.ts';
import { giveLogin, takeLogins } from '#test/logins.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { added, byCommand, bySql, inDays, rolesOf, type Verbs } from './verbs.ts';

// One administrator who would rather be alone, and what the others then could not prevent.
const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { BA, MK } = ministries;
const { administrator, secretariat } = people;
const another = await appoint(platform, 'administrator');

const { rows: first } = await sql<{ id: AppointmentId }>`select id from appointment`.execute(connection.db);
const scene = first.map(({ id }) => id);
afterEach(async () => {
  await takeLogins(platform);
  await sql`delete from emergency_access`.execute(connection.db);
  await sql`delete from appointment where not (id = any (${scene}::uuid[]))`.execute(connection.db);
  await sql`update appointment set ended_by = null, ended_at = null, to_date = null`.execute(connection.db);
});

const seatOf = async ({ personId }: Actor): Promise<AppointmentId> => {
  const { rows } = await sql<{ id: AppointmentId }>`select id from appointment where person_id = ${personId}`.execute(
    connection.db,
  );
  return rows[0]!.id;
};
/** Past every rule, as time or the machine would: the appointments are over since so many days. */
const over = (days: number, which: ReturnType<typeof sql>) =>
  sql`update appointment set to_date = ${inDays(-days)}, consented_at = now() - interval '1 year' where ${which}
    and id = any (${scene}::uuid[])`.execute(connection.db);
const ministriesEmpty = (days: number) => over(days, sql`owner_id is not null`);
const othersGone = (days: number) =>
  over(
    days,
    sql`owner_id is null and role in ('administrator', 'secretariat') and person_id <> ${administrator.personId}`,
  );
const puppet = (owner: OwnerId | null = null) => added(platform, administrator, owner);
const atOnce = async (personId: PersonId, verbs: Verbs): Promise<boolean> => {
  const asked = await database.read(administrator, (reading) => answer(reading, appointsAtOnce, personId));
  await verbs.propose(administrator, { personId, role: 'administrator' });
  const isInForce = (await rolesOf(platform, personId)).includes('administrator');
  expect(asked).toBe(isInForce);
  return isInForce;
};

describe.each([
  ['by the commands', byCommand(platform)],
  ['past them, by the functions of the database', bySql(platform)],
])('one administrator alone, %s', (_, verbs: Verbs) => {
  test('ends no other administrator or secretariat after whom only they would be left', async () => {
    for (const one of [another, secretariat]) await giveLogin(platform, one);
    await verbs.end(administrator, await seatOf(another));
    await expect(verbs.end(administrator, await seatOf(secretariat))).rejects.toThrow();
    expect(await rolesOf(platform, secretariat.personId)).toEqual(['secretariat']);
    await verbs.end(secretariat, await seatOf(secretariat));
  });

  test('does not count somebody who cannot come in as left', async () => {
    await expect(verbs.end(administrator, await seatOf(secretariat))).rejects.toThrow();
    await giveLogin(platform, another);
    await verbs.end(administrator, await seatOf(secretariat));
  });

  test('appoints nobody in the network at once while a ministry has somebody who answers for it', async () => {
    await othersGone(30);
    expect(await atOnce(await puppet(), verbs)).toBe(false);
  });

  test('nor for two weeks after the last of the others was lost, whether ended or over', async () => {
    await ministriesEmpty(30);
    await othersGone(10);
    expect(await atOnce(await puppet(), verbs)).toBe(false);
    await othersGone(30);
    await sql`update appointment set to_date = null, ended_at = now() - interval '10 days', ended_by = person_id
      where id = ${await seatOf(another)}`.execute(connection.db);
    expect(await atOnce(await puppet(), verbs)).toBe(false);
    await othersGone(15);
    await sql`update appointment set ended_at = now() - interval '15 days' where id = ${await seatOf(another)}`.execute(
      connection.db,
    );
    expect(await atOnce(await puppet(), verbs)).toBe(true);
  });

  test('ends nobody who answers for a ministry, unless another there can still come in', async () => {
    const { coordinator, deputy, leader } = people;
    await expect(verbs.end(administrator, await seatOf(coordinator.MK))).rejects.toThrow();
    await expect(verbs.end(administrator, await seatOf(coordinator.BA))).rejects.toThrow();
    await giveLogin(platform, leader);
    await verbs.end(administrator, await seatOf(coordinator.BA));
    await verbs.end(administrator, await seatOf(deputy));
    await expect(verbs.end(administrator, await seatOf(leader))).rejects.toThrow();
    expect(await rolesOf(platform, leader.personId)).toEqual(['leader']);
  });

  test('nor by an emergency of their own granting, nor of the very person whom they end', async () => {
    const seat = await seatOf(people.coordinator.MK);
    await verbs.grant(administrator, await verbs.ask(people.trainer.MK, MK));
    await verbs.grant(secretariat, await verbs.ask(people.coordinator.MK, MK));
    await expect(verbs.end(administrator, seat)).rejects.toThrow();
    await verbs.grant(another, await verbs.ask(people.trainer.MK, MK));
    await verbs.end(administrator, seat);
  });

  test('fills no ministry on the day after the term of its coordinator, nor invites its people', async () => {
    await over(1, sql`person_id = ${people.coordinator.MK.personId}`);
    const seat = await verbs.propose(administrator, { personId: await puppet(MK), role: 'coordinator', ownerId: MK });
    await expect(verbs.consent(another, seat)).rejects.toThrow();
    await expect(verbs.consent(secretariat, seat)).rejects.toThrow();
    const may = async () =>
      (
        await database.work(administrator, ({ db }) =>
          sql<{ may: boolean }>`select may_invite(${MK}) as may`.execute(db),
        )
      ).rows[0]!.may;
    expect(await may()).toBe(false);
    await over(15, sql`person_id = ${people.coordinator.MK.personId}`);
    expect(await may()).toBe(true);
    await verbs.consent(secretariat, seat);
  });
});

test('an appointment that was over before anybody consented to it keeps nobody waiting', async () => {
  await over(30, sql`person_id = ${people.coordinator.MK.personId}`);
  const { propose, consent } = byCommand(platform);
  const [personId, role, ownerId] = [await puppet(MK), 'coordinator', MK] as const;
  await consent(
    secretariat,
    await propose(administrator, { personId, role, ownerId, from: inDays(-9), to: inDays(-1) }),
  );
  const seat = await propose(administrator, { personId, role, ownerId });
  await consent(secretariat, seat);
  expect(await rolesOf(platform, personId)).toEqual(['coordinator']);
});

test('the refusals are named, and the page knows them before', async () => {
  const end = (id: AppointmentId) => database.work(administrator, (work) => carryOut(work, endAppointment, id));
  const ids = [
    await seatOf(secretariat),
    await seatOf(people.coordinator.BA),
    await seatOf(people.trainer.BA),
  ] as const;
  await expect(end(ids[0])).rejects.toThrow('NobodyElseInNetwork');
  await expect(end(ids[1])).rejects.toThrow('NobodyElseAnswers');
  const lines = await database.read(administrator, (reading) =>
    composeAppointments(reading.ask, administrator, new Date()),
  );
  const told = ids.map((id) => lines.find((one) => one.id === id)!);
  expect(told.map(({ may, obstacle }) => [may.end, obstacle])).toEqual([
    [false, 'no_other_in_network'],
    [false, 'no_other_in_ministry'],
    [true, null],
  ]);
  await end(ids[2]);
  expect(BA).toBe(told[2]!.ownerId);
});

test('of two who end what the other relies on at the same moment, one is refused', async () => {
  for (const one of [people.coordinator.BA, people.leader]) await giveLogin(platform, one);
  await bySql(platform).end(administrator, await seatOf(people.deputy));
  const seats = [await seatOf(people.coordinator.BA), await seatOf(people.leader)] as const;
  const ends = await Promise.allSettled([
    bySql(platform).end(administrator, seats[0]),
    bySql(platform).end(another, seats[1]),
  ]);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
