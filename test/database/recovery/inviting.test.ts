import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { invite } from '#domains/authentication/server/commands.ts';
import { findOpenInvitation } from '#domains/authentication/server/queries.ts';
import { carryOut } from '#platform/database/database.ts';
import { giveLogin, takeLogins } from '#test/logins.ts';
import { appoint, signIn, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { byCommand, bySql } from './verbs.ts';

const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { trainer, coordinator, deputy, leader, auditor, secretariat, observer, administrator, stranger } = people;
beforeEach(() => takeLogins(platform));

describe.each([
  ['by the commands', byCommand(platform)],
  ['past them, by the functions of the database', bySql(platform)],
])('inviting, %s', (_, { invites }) => {
  test('is for who answers for the ministry, by appointment and with the second factor that it asks for', async () => {
    await giveLogin(platform, coordinator.BA);
    for (const who of [coordinator.BA, deputy, leader]) expect(await invites(who, trainer.BA)).toBe(true);
    const weak = await signIn(database, coordinator.BA.personId!, weakly);
    const weakLeader = await signIn(database, leader.personId!, weakly);
    for (const who of [
      weak,
      weakLeader,
      trainer.BA,
      auditor,
      coordinator.MK,
      secretariat,
      observer,
      administrator,
      stranger,
    ])
      expect(await invites(who, trainer.BA)).toBe(false);
  });

  test('an administrator does it for the network, and for a ministry until one who answers for it can sign in', async () => {
    expect(await invites(administrator, observer)).toBe(true);
    expect(await invites(coordinator.BA, observer)).toBe(false);
    for (const first of [coordinator.BA, deputy, leader]) {
      await takeLogins(platform);
      await giveLogin(platform, trainer.BA);
      await giveLogin(platform, coordinator.MK);
      expect(await invites(administrator, first)).toBe(true);
      await giveLogin(platform, first);
      expect(await invites(administrator, auditor)).toBe(false);
      expect(await invites(administrator, observer)).toBe(true);
    }
  });

  test('demo people need no login: a ministry that one answers for invites its own', async () => {
    const invented = await appoint(platform, 'coordinator', ministries.RS);
    expect(await invites(administrator, trainer.RS)).toBe(true);
    await sql`update person set origin = 'demo' where id = ${invented.personId}`.execute(connection.db);
    expect(await invites(administrator, trainer.RS)).toBe(false);
    await sql`delete from appointment where person_id = ${invented.personId}`.execute(connection.db);
  });

  test('whoever empties a ministry from outside does not invite its people at once', async () => {
    const last = coordinator.ME.personId;
    const end = (when: string) =>
      sql`update appointment set ended_by = ${administrator.personId}, ended_at = ${when}::timestamptz
        where person_id = ${last}`.execute(connection.db);
    await giveLogin(platform, coordinator.ME);
    await end(new Date().toISOString());
    expect(await invites(administrator, trainer.ME)).toBe(false);
    await end(new Date(Date.now() - 15 * 24 * 3_600_000).toISOString());
    expect(await invites(administrator, trainer.ME)).toBe(true);
    await sql`update appointment set ended_by = null, ended_at = null where person_id = ${last}`.execute(connection.db);
  });

  test('people of the network with a role in a ministry are its to invite', async () => {
    await giveLogin(platform, coordinator.BA);
    const called = await appoint(platform, 'trainer', ministries.BA);
    await sql`update person set owner_id = null where id = ${called.personId}`.execute(connection.db);
    expect(await invites(administrator, called)).toBe(false);
    expect(await invites(leader, called)).toBe(true);
  });
});

test('a link from outside opens nothing any more once the ministry can invite its own', async () => {
  const give = (as: typeof administrator, whom: typeof administrator) =>
    database.work(as, (work) =>
      carryOut(work, invite, { personId: whom.personId!, email: `${whom.personId}@example.org`, language: 'en' }),
    );
  const isOpen = async (token: string) =>
    (await database.onDuty('authentication', ({ ask }) => ask(findOpenInvitation, token))) !== null;
  const [first, other] = [await give(administrator, coordinator.BA), await give(administrator, trainer.BA)];
  const ofNetwork = await give(administrator, observer);
  expect([await isOpen(first), await isOpen(other)]).toEqual([true, true]);
  await giveLogin(platform, coordinator.BA);
  expect([await isOpen(other), await isOpen(ofNetwork)]).toEqual([false, true]);
  expect(await isOpen(await give(coordinator.BA, trainer.BA))).toBe(true);
});
