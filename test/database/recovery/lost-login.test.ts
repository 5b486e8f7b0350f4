import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { welcomeDevice } from '#domains/authentication/server/commands.ts';
import { stranger as nobody } from '#domains/identity/server/queries.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type LoginResetId } from '#shared/ids.ts';
import { giveLogin, hasWayIn, takeLogins } from '#test/logins.ts';
import { appoint, signIn, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { byCommand, bySql, type Verbs } from './verbs.ts';

const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { trainer, coordinator, deputy, leader, auditor, secretariat, observer, administrator, stranger } = people;
const otherAdministrator = await appoint(platform, 'administrator');
const outsiders = [trainer.MK, coordinator.MK, observer, stranger];

beforeEach(() => takeLogins(platform));
const give = async (...all: Actor[]) => {
  for (const one of all) await giveLogin(platform, one);
};

/** Asked for as somebody; the id of the request. */
async function asked({ asks }: Verbs, as: Actor, whom: Actor): Promise<LoginResetId> {
  const id = newId<'LoginReset'>();
  expect(await asks(as, whom, id)).toBe(true);
  return id;
}
const letPass = (id: LoginResetId) =>
  sql`update login_reset set asked_at = asked_at - interval '7 days' where id = ${id}`.execute(connection.db);

describe.each([
  ['by the commands', byCommand(platform)],
  ['past them, by the functions of the database', bySql(platform)],
])('a lost login, %s', (_, verbs) => {
  const { asks, grants, withdraws, invites } = verbs;

  test('is told by who answers for the ministry with a second factor, of somebody who can sign in', async () => {
    await give(trainer.BA);
    const weak = await signIn(database, leader.personId!, weakly);
    for (const who of [...outsiders, trainer.BA, auditor, secretariat, administrator, weak])
      expect(await asks(who, trainer.BA)).toBe(false);
    expect(await asks(leader, auditor)).toBe(false);
    for (const who of [coordinator.BA, deputy, leader]) {
      await connection.script('delete from kaskada.login_reset');
      expect(await asks(who, trainer.BA)).toBe(true);
    }
  });

  test('asked twice is asked once, and nobody takes the id of another', async () => {
    await give(trainer.BA, auditor);
    const id = await asked(verbs, leader, trainer.BA);
    expect(await asks(leader, trainer.BA, id)).toBe(true);
    expect(await asks(deputy, trainer.BA, id)).toBe(false);
    expect(await asks(leader, auditor, id)).toBe(false);
    const { rows } = await sql`select from login_reset`.execute(connection.db);
    expect(rows).toHaveLength(1);
  });

  test('is granted by a second one of the ministry, never by the person or who asked, nor from outside', async () => {
    await give(coordinator.BA, leader, deputy);
    const id = await asked(verbs, leader, coordinator.BA);
    const weak = await signIn(database, deputy.personId!, weakly);
    const wrong = [...outsiders, leader, coordinator.BA, trainer.BA, auditor, secretariat, administrator, weak];
    for (const who of wrong) expect(await grants(who, id)).toBe(false);
    expect(await hasWayIn(platform, coordinator.BA)).toBe(true);
    expect(await grants(deputy, id)).toBe(true);
    expect(await hasWayIn(platform, coordinator.BA)).toBe(false);
  });

  test('of somebody who serves the network as well, is not the ministry’s alone to grant', async () => {
    const id = newId();
    await sql`insert into appointment (id, person_id, role, from_date, consented_at)
      values (${id}, ${trainer.BA.personId}, 'administrator', '2020-01-01', now())`.execute(connection.db);
    try {
      await give(trainer.BA, leader, deputy, administrator);
      const reset = await asked(verbs, leader, trainer.BA);
      for (const who of [deputy, coordinator.BA, leader, trainer.BA, ...outsiders])
        expect(await grants(who, reset)).toBe(false);
      expect(await hasWayIn(platform, trainer.BA)).toBe(true);
      expect(await grants(secretariat, reset)).toBe(true);
      expect(await hasWayIn(platform, trainer.BA)).toBe(false);
    } finally {
      await sql`delete from appointment where id = ${id}`.execute(connection.db);
    }
  });

  test('where no other of the ministry can sign in, the secretariat or an administrator grants', async () => {
    for (const second of [secretariat, administrator]) {
      await takeLogins(platform);
      await give(coordinator.BA, leader);
      expect(await grants(second, await asked(verbs, leader, coordinator.BA))).toBe(true);
      expect(await invites(administrator, coordinator.BA)).toBe(false);
      expect(await invites(leader, coordinator.BA)).toBe(true);
    }
  });

  test('no reset from outside leaves a ministry without anybody who can sign in', async () => {
    await give(coordinator.BA, leader);
    const one = await asked(verbs, leader, coordinator.BA);
    const other = await asked(verbs, coordinator.BA, leader);
    expect(await grants(administrator, one)).toBe(true);
    for (const second of [secretariat, administrator, otherAdministrator])
      expect(await grants(second, other)).toBe(false);
    expect(await hasWayIn(platform, leader)).toBe(true);
  });

  test('of the network is told by the secretariat or an administrator, and granted by another', async () => {
    await give(administrator, observer);
    for (const who of [coordinator.BA, leader, observer, stranger]) expect(await asks(who, observer)).toBe(false);
    const id = await asked(verbs, secretariat, observer);
    for (const who of [secretariat, observer, coordinator.BA]) expect(await grants(who, id)).toBe(false);
    expect(await grants(administrator, id)).toBe(true);
    expect(await hasWayIn(platform, observer)).toBe(false);
    expect(await asks(secretariat, administrator)).toBe(false);
    await give(otherAdministrator);
    expect(await asks(secretariat, administrator)).toBe(true);
  });

  test('once granted, every way in has ended, and another than who asked invites', async () => {
    await give(trainer.BA, leader, deputy);
    const signedIn = await signIn(database, trainer.BA.personId!);
    await database.onDuty('authentication', (work) =>
      carryOut(work, welcomeDevice, trainer.BA.personId!, { token: null, name: 'A browser', language: 'en' }),
    );
    expect(await grants(deputy, await asked(verbs, leader, trainer.BA))).toBe(true);
    for (const table of ['login', 'login_credential', 'known_device', 'fresh_check', 'sign_in']) {
      const column = table === 'login' ? 'id' : 'person_id';
      const still = table === 'sign_in' ? sql`and ended_at is null` : sql``;
      const { rows } = await sql`select from ${sql.table(table)}
        where ${sql.ref(column)} = ${signedIn.personId} ${still}`.execute(connection.db);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    expect(await invites(leader, trainer.BA)).toBe(false);
    expect(await invites(deputy, trainer.BA)).toBe(true);
    await connection.script(`delete from kaskada.login where id = '${deputy.personId}'`);
    expect(await invites(leader, trainer.BA)).toBe(true);
  });

  test('is withdrawn by the person, who asked, and who answers for the ministry, and then not granted', async () => {
    await give(trainer.BA, leader, deputy);
    for (const who of [trainer.BA, leader, deputy, coordinator.BA]) {
      const id = await asked(verbs, leader, trainer.BA);
      for (const wrong of [...outsiders, auditor, secretariat, administrator])
        expect(await withdraws(wrong, id)).toBe(false);
      expect(await withdraws(who, id)).toBe(true);
      expect(await grants(deputy, id)).toBe(false);
    }
    expect(await hasWayIn(platform, trainer.BA)).toBe(true);
  });

  test('is not granted a week after it was asked', async () => {
    await give(trainer.BA, leader, deputy);
    const id = await asked(verbs, leader, trainer.BA);
    await letPass(id);
    expect(await grants(deputy, id)).toBe(false);
    expect(await asks(leader, trainer.BA)).toBe(true);
  });

  test('stands in the audit of the ministry, with both who acted', async () => {
    await give(trainer.BA, leader, deputy);
    const id = await asked(verbs, leader, trainer.BA);
    await grants(deputy, id);
    const { rows } = await sql<{ actor_id: string; owner_id: string }>`select actor_id, owner_id from audit_entry
      where table_name = 'login_reset' and row_key = ${id} order by seq`.execute(connection.db);
    const owner_id = ministries.BA;
    expect(rows).toEqual([leader, deputy].map(({ personId }) => ({ actor_id: personId, owner_id })));
  });
});

test('whoever stands in for a coordinator neither asks nor grants', async () => {
  await give(auditor, leader, deputy);
  const id = newId();
  await sql`insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at, granted_by, granted_at)
    values (${id}, ${ministries.BA}, ${trainer.BA.personId}, 'A reason', 2, now(), ${leader.personId}, now())`.execute(
    connection.db,
  );
  const standIn = await signIn(database, trainer.BA.personId!);
  expect(standIn.seats.map(({ role }) => role)).toContain('coordinator');
  for (const verbs of [byCommand(platform), bySql(platform)]) {
    expect(await verbs.asks(standIn, auditor)).toBe(false);
    const reset = await asked(verbs, leader, auditor);
    expect(await verbs.grants(standIn, reset)).toBe(false);
    await connection.script('delete from kaskada.login_reset');
  }
});

test('what waits is seen by nobody whom it does not concern', async () => {
  await give(trainer.BA, leader, deputy);
  await asked(bySql(platform), leader, trainer.BA);
  const sees = async (who: Actor) =>
    database.read(who, async ({ db }) => (await sql`select from login_reset`.execute(db as never)).rows.length);
  for (const who of [trainer.BA, leader, deputy, coordinator.BA]) expect(await sees(who)).toBe(1);
  for (const who of [...outsiders, nobody, auditor, secretariat, administrator]) expect(await sees(who)).toBe(0);
});
