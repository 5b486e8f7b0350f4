import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { letIn } from '#app/sign-in/let-in.ts';
import { openAccount, shutAccount } from '#domains/authentication/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type PersonId } from '#shared/ids.ts';
import { giveLogin } from '#test/logins.ts';
import { invitedBy } from '#test/invited.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor, type Visitor } from '#test/visitor.ts';

const platform = await openTestPlatform();
const { database, connection, people } = platform;
const { origin } = await openTestSite(database);
const [email, password] = ['lejla@example.org', 'seven brown bears'];
const trainer = people.trainer.BA.personId!;
const owner = openVisitor(origin);
await owner.post(`${await invitedBy(database, people.coordinator.BA, people.trainer.BA, email)}?/password`, {
  password,
});
for (const one of [people.coordinator.BA, people.auditor, people.observer, people.administrator])
  await giveLogin(platform, one);
beforeEach(() => connection.script('delete from kaskada.sign_in_attempt'));

const signIn = (visitor: Visitor) => visitor.post('/sign-in?/password', { email, password, to: '/home' });
const shut = (who: Actor, whom: PersonId) => database.work(who, (work) => carryOut(work, shutAccount, whom));
const open = (who: Actor, whom: PersonId) => database.work(who, (work) => carryOut(work, openAccount, whom));
/** The same past the command, which asks first. */
const shutInTheDatabase = (who: Actor, whom: PersonId) =>
  database.work(who, async ({ db }) => void (await sql`select shut_account(${newId()}, ${whom})`.execute(db)));

describe('an account that is shut', () => {
  it('ends every sign-in of its person, and begins none until it is opened', async () => {
    const elsewhere = openVisitor(origin);
    await signIn(elsewhere);
    await signIn(owner);
    await shut(people.coordinator.BA, trainer);
    await shut(people.coordinator.BA, trainer);
    for (const visitor of [owner, elsewhere]) expect((await visitor.get('/account')).status).toBe(303);
    const refused = await signIn(owner);
    expect([refused.status, refused.text.includes('This account is shut.')]).toEqual([403, true]);
    await open(people.leader, trainer);
    expect((await signIn(owner)).status).toBe(303);
    const { rows } = await sql`select 1 from account_shut where opened_by = ${people.leader.personId}`.execute(
      connection.db,
    );
    expect(rows).toHaveLength(1);
  });

  it('says so to nobody who does not know the password', async () => {
    await shut(people.coordinator.BA, trainer);
    const guess = await openVisitor(origin).post('/sign-in?/password', { email, password: 'something else', to: '' });
    expect([guess.status, guess.text.includes('is shut')]).toEqual([401, false]);
    await open(people.coordinator.BA, trainer);
  });

  it('lets nobody in by any other way, also where the platform forgets to ask', async () => {
    await shut(people.coordinator.BA, trainer);
    const caller = { device: '', address: '', deviceToken: null, signInToken: null, language: 'en', origin } as const;
    await expect(letIn(caller, trainer, 'passkey', true)).rejects.toThrow('AccountIsShut');
    const begun = database.onDuty('sign-in', async ({ db }) => {
      await sql`insert into sign_in (token_hash, id, person_id, began_at, expires_at)
        values (${Buffer.from('x')}, ${newId()}, ${trainer}, now(), now())`.execute(db);
    });
    await expect(begun).rejects.toThrow();
    const asOwner = sql`insert into sign_in (token_hash, id, person_id, began_at, expires_at)
      values (${Buffer.from('x')}, ${newId()}, ${trainer}, now(), now())`.execute(connection.db);
    await expect(asOwner).rejects.toThrow('this account is shut');
    await open(people.coordinator.BA, trainer);
  });
});

describe('an account is shut', () => {
  const { coordinator, deputy, leader, administrator, secretariat, observer, auditor } = people;

  it.each([
    ['coordinator', coordinator.BA],
    ['deputy', deputy],
    ['leader', leader],
  ])('by the %s of the ministry', async (_, who) => {
    await shut(who, trainer);
    await open(who, trainer);
  });

  it.each<[string, Actor, PersonId]>([
    ['its own person', coordinator.BA, coordinator.BA.personId!],
    ['another ministry', coordinator.MK, trainer],
    ['a trainer', people.trainer.BA, auditor.personId!],
    ['an auditor', auditor, trainer],
    ['an administrator, of a ministry', administrator, trainer],
    ['the secretariat', secretariat, trainer],
    ['a coordinator, of the network', coordinator.BA, observer.personId!],
    ['a stranger', people.stranger, trainer],
  ])('not by %s', async (_, who, whom) => {
    await expect(shut(who, whom)).rejects.toThrow('MayNotShutAccount');
    await expect(open(who, whom)).rejects.toThrow('MayNotShutAccount');
    await expect(shutInTheDatabase(who, whom)).rejects.toThrow('NotPermitted');
  });

  it('in the network by an administrator', async () => {
    await shut(administrator, observer.personId!);
    await open(administrator, observer.personId!);
  });
});

describe('an account of somebody who serves the network as well', () => {
  it('is opened by an administrator too, whatever their ministry shut', async () => {
    const id = newId();
    const { coordinator, administrator, secretariat, stranger } = people;
    await sql`insert into appointment (id, person_id, role, from_date, consented_at)
      values (${id}, ${trainer}, 'secretariat', '2020-01-01', now())`.execute(connection.db);
    await shut(coordinator.BA, trainer);
    for (const who of [secretariat, coordinator.MK, people.auditor, stranger])
      await expect(open(who, trainer)).rejects.toThrow('MayNotShutAccount');
    await expect(shut(administrator, trainer)).rejects.toThrow('MayNotShutAccount');
    await open(administrator, trainer);
    await shut(coordinator.BA, trainer);
    await sql`delete from appointment where id = ${id}`.execute(connection.db);
    await expect(open(administrator, trainer)).rejects.toThrow('MayNotShutAccount');
    await open(coordinator.BA, trainer);
  });
});

describe('an invitation', () => {
  const invited = people.auditor;
  const accept = (link: string) => openVisitor(origin).post(`${link}?/password`, { password });
  const takeLogin = () => sql`delete from login where id = ${invited.personId}`.execute(connection.db);

  it('that waits is withdrawn with its link when the account is shut, and one that its person sent likewise', async () => {
    await takeLogin();
    const own = await invitedBy(database, people.coordinator.BA, invited, 'auditor@example.org');
    await shut(people.leader, invited.personId!);
    await open(people.leader, invited.personId!);
    expect((await accept(own)).status).toBe(404);
    const sent = await invitedBy(database, people.deputy, invited, 'auditor@example.org');
    await shut(people.leader, people.deputy.personId!);
    await open(people.leader, people.deputy.personId!);
    expect((await accept(sent)).status).toBe(404);
    const { rows } = await sql`select 1 from invitation where withdrawn_at is null and accepted_at is null`.execute(
      connection.db,
    );
    expect(rows).toEqual([]);
  });

  it('is not spent while the account is shut', async () => {
    await shut(people.leader, invited.personId!);
    const link = await invitedBy(database, people.coordinator.BA, invited, 'auditor@example.org');
    const refused = await accept(link);
    expect([refused.status, refused.text.includes('This account is shut.')]).toEqual([403, true]);
    await open(people.leader, invited.personId!);
    expect((await accept(link)).status).toBe(303);
  });
});
