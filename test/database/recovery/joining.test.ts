import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { composeJoining } from '#app/invite.ts';
import { openRequest } from '#app/request.ts';
import { InvitationNotOpen } from '#domains/authentication/errors.ts';
import { invite, withdrawInvitation } from '#domains/authentication/server/commands.ts';
import type { Actor } from '#shared/actor.ts';
import type { PersonId } from '#shared/ids.ts';
import { giveLogin, takeLogins } from '#test/logins.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';

/* What those who invite are told of whom they invited. */

const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { administrator, deputy, secretariat, observer } = people;
const coordinator = people.coordinator.BA;
let newcomer: PersonId;
beforeEach(async () => {
  await takeLogins(platform);
  await giveLogin(platform, coordinator);
  newcomer = (await appoint(platform, 'trainer', ministries.BA)).personId!;
});

const as = (actor: Actor) => openRequest(database, actor);
const tell = async (actor: Actor, id = newcomer) =>
  (await as(actor).asking((ask) => composeJoining(ask, [id]))).get(id);
const inviting = (actor: Actor, personId = newcomer) =>
  as(actor).carryOut(invite, { personId, email: `${personId}@example.org`, language: 'en' });
const idOf = async (actor: Actor, personId = newcomer) => {
  const told = await tell(actor, personId);
  if (!told || told.state === 'never') throw new Error('Nobody invited them.');
  return told.invitation.id;
};

test('nobody invited them yet, then somebody did, and the link runs out', async () => {
  expect(await tell(coordinator)).toEqual({ state: 'never' });
  await inviting(deputy);
  expect(await tell(coordinator)).toMatchObject({ state: 'open', invitation: { inviter: { name: 'A deputy' } } });
  await sql`update invitation set invited_at = now() - interval '8 days', expires_at = now() - interval '1 day'`.execute(
    connection.db,
  );
  expect(await tell(coordinator)).toMatchObject({ state: 'expired' });
});

test('the newest invitation counts; taken back, it cannot be taken back again', async () => {
  await inviting(deputy);
  const first = await idOf(coordinator);
  await inviting(coordinator);
  const second = await idOf(deputy);
  expect(second).not.toBe(first);
  await expect(as(coordinator).carryOut(withdrawInvitation, first)).rejects.toThrow(InvitationNotOpen);
  await as(deputy).carryOut(withdrawInvitation, second);
  expect(await tell(coordinator)).toMatchObject({ state: 'withdrawn' });
  await expect(as(deputy).carryOut(withdrawInvitation, second)).rejects.toThrow(InvitationNotOpen);
});

test('accepted is told with its day; whoever then lost every way in begins anew', async () => {
  await inviting(coordinator);
  await sql`update invitation set accepted_at = now() where person_id = ${newcomer}`.execute(connection.db);
  await giveLogin(platform, { personId: newcomer });
  expect(await tell(coordinator)).toMatchObject({
    state: 'accepted',
    invitation: { acceptedAt: expect.any(Date) as Date },
  });
  await sql`delete from login where id = ${newcomer}`.execute(connection.db);
  expect(await tell(coordinator)).toEqual({ state: 'never' });
});

test('a link from outside opens nothing once the ministry invites its own, and its people are told so', async () => {
  await sql`delete from login where id = ${coordinator.personId}`.execute(connection.db);
  await inviting(administrator);
  expect(await tell(administrator)).toMatchObject({ state: 'open' });
  await giveLogin(platform, coordinator);
  expect(await tell(coordinator)).toMatchObject({
    state: 'outdated',
    invitation: { inviter: { role: 'administrator' } },
  });
  expect(await tell(administrator)).toBeUndefined();
});

describe('nobody else', () => {
  const others = {
    'own trainer': people.trainer.BA,
    'own auditor': people.auditor,
    'foreign coordinator': people.coordinator.MK,
    administrator,
    secretariat,
    observer,
  };
  test.each(Object.entries(others))('%s is told of them, or takes an invitation back', async (_, actor) => {
    await inviting(coordinator);
    const id = await idOf(coordinator);
    expect(await tell(actor)).toBeUndefined();
    await expect(as(actor).carryOut(withdrawInvitation, id)).rejects.toThrow(InvitationNotOpen);
    const { rows } = await as(actor).carryOut(({ db }) => sql`select * from outdated_invitations()`.execute(db));
    expect(rows).toEqual([]);
    expect(await tell(coordinator)).toMatchObject({ state: 'open' });
  });
});
