import { describe, expect, it } from 'vitest';
import { openRequest } from '#app/request.ts';
import { signInCookie } from '#app/visitor.ts';
import {
  askEmergencyAccess,
  endAppointment,
  grantEmergencyAccess,
  proposeAppointment,
} from '#domains/appointments/server/commands.ts';
import { listAppointments } from '#domains/appointments/server/queries.ts';
import { beginSignIn } from '#domains/identity/server/commands.ts';
import { saveAndPublish } from '#domains/network/server/commands.ts';
import { emptyProfile } from '#domains/network/rules.ts';
import { carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { invitedBy } from '#test/invited.ts';
import { appoint, strongly, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor, type Visitor } from '#test/visitor.ts';

/* Pages say what is so for the person who reads them: what they hold, what they may, and what was done. */

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const { origin } = await openTestSite(database);

async function visit({ personId }: Actor, means = strongly): Promise<Visitor> {
  const visitor = openVisitor(origin);
  const token = await database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, personId!, means));
  visitor.keep(signInCookie, token);
  return visitor;
}
const as = (who: Actor) => openRequest(database, who);

async function endRole(of: Actor, by: Actor): Promise<void> {
  const own = (await as(by).ask(listAppointments)).find(({ personId }) => personId === of.personId)!;
  await as(by).carryOut(endAppointment, own.id);
}

describe('without the second factor that a role needs', () => {
  it.each([
    ['/people/new', people.administrator],
    ['/ministries', people.administrator],
    ['/audit?show=day', people.coordinator.BA],
  ] as const)('%s says so, and leads there', async (path, who) => {
    const visitor = await visit(who, weakly);
    const { status, text } = await visitor.get(path);
    expect(status).toBe(403);
    expect(text).toContain('You signed in without a second factor, so a role of yours is withheld');
    expect(text).toContain(`href="/account?to=${encodeURIComponent(path)}"`);
    expect(text).not.toContain('Nothing was changed');
  });

  it('whoever lacks none is refused for the true reason', async () => {
    const { status, text } = await (await visit(people.trainer.BA, weakly)).get('/people/new');
    expect(status).toBe(403);
    expect(text).toContain('Only an administrator, or a coordinator of the ministry, can propose this.');
    expect(text).not.toContain('second factor');
  });
});

describe('the form of a proposal', () => {
  it('says that nobody else stands for the network to nobody but an administrator for whom it is so', async () => {
    const alone = 'You are the only one so far';
    expect((await (await visit(people.coordinator.BA)).get('/people/new')).text).not.toContain(alone);
    expect((await (await visit(people.administrator)).get('/people/new')).text).not.toContain(alone);
  });

  it('says what was done when the address has an account already', async () => {
    const email = 'taken@example.org';
    const link = await invitedBy(database, people.coordinator.BA, people.trainer.BA, email);
    await openVisitor(origin).post(`${link}?/password`, { password: 'seven brown bears' });
    const personId = newId<'Person'>();
    const { status, text } = await (
      await visit(people.coordinator.BA)
    ).post('/people/new?/propose', {
      ...{ id: newId(), personId, isNew: 'yes', name: 'Zora Zorić', email, language: 'en', ownerId: ministries.BA },
      ...{ role: 'trainer', institution: 'Training Centre', orderNumber: '', from: '2026-01-01', to: '' },
    });
    expect(status).toBe(200);
    expect(text).toContain('Appointed. It holds from its first day.');
    expect(text).toContain('This person or this address can sign in already, so nobody was invited.');
    expect(text).toContain(`href="/people/${personId}"`);
    expect(text).not.toContain('Link of the invitation');
  });
});

describe('whoever stands in', () => {
  it('is called so in the menu, and told why they propose nobody', async () => {
    const id = newId<'EmergencyAccess'>();
    const asked = { id, ownerId: ministries.MK, reason: 'The coordinator is ill', hours: 2 };
    await as(people.trainer.MK).carryOut(askEmergencyAccess, asked);
    await as(people.coordinator.MK).carryOut(grantEmergencyAccess, id);
    const visitor = await visit(people.trainer.MK);
    const home = (await visitor.get('/home')).text;
    expect(home).toMatch(/Stands in for the coordinator, until \d/);
    expect(home).not.toContain('National coordinator');
    const { status, text } = await visitor.get('/people/new');
    expect(status).toBe(403);
    expect(text).toContain('Whoever stands in for the coordinator proposes nobody');
  });
});

describe('whoever holds no role', () => {
  it('reads on the first page that it ended', async () => {
    const former = await appoint(platform, 'trainer', ministries.RS);
    await endRole(former, people.coordinator.RS);
    const { text } = await (await visit(former)).get('/home');
    expect(text).toMatch(/Your role ended on [^<]*: Trainer/);
    expect(text).not.toContain('Everything is done');
  });

  it.each([
    ['begins later', 'trainer', '2199-05-01', 'Your role begins on 1 May 2199: Trainer'],
    ['waits for consent', 'auditor', '2026-01-01', 'Your role waits for consent: Auditor'],
  ] as const)('reads there that it %s', async (_, role, from, said) => {
    const waiting = await appoint(platform, 'trainer', ministries.RS);
    await endRole(waiting, people.coordinator.RS);
    await as(people.coordinator.RS).carryOut(proposeAppointment, {
      ...{ id: newId<'Appointment'>(), personId: waiting.personId!, role, ownerId: ministries.RS },
      ...{ institution: 'Training Centre', orderNumber: '', from: from as Day, to: null },
    });
    expect((await (await visit(waiting)).get('/home')).text).toContain(said);
  });

  it('withdraws and erases what is left of their profile, and writes nothing new', async () => {
    const former = await appoint(platform, 'trainer', ministries.ME);
    const none = { about: 0, languages: 0, units: 0, deployments: 0, contact: 0 };
    const typed = { ...emptyProfile, about: 'I teach in Podgorica' };
    await as(former).carryOut(saveAndPublish, typed, none, 'about', newId<'Consent'>());
    await endRole(former, people.coordinator.ME);
    const visitor = await visit(former);
    expect((await visitor.get('/privacy')).text).toContain('href="/profile"');
    const { status, text } = await visitor.get('/profile');
    expect([status, text.includes('I teach in Podgorica'), text.includes('<textarea')]).toEqual([200, true, false]);
    expect((await visitor.post('/profile?/save', { about: 'More' })).status).toBe(403);
    const withdrawn = (await visitor.post('/profile?/withdraw', { part: 'about' })).text;
    expect(withdrawn).toContain('This part is yours alone again: About you.');
    expect(withdrawn).not.toContain('not saved yet');
    expect((await visitor.post('/profile?/erase', { part: 'about' })).text).toContain('Erased: About you.');
    expect((await visitor.get('/profile')).status).toBe(403);
  });
});

describe('one’s own personal data', () => {
  it.each([
    ['a trainer', people.trainer.BA, 'Your ministry’s coordinator or deputy decides'],
    ['a coordinator', people.coordinator.BA, 'You do not decide about yourself'],
    ['somebody of the network', people.secretariat, 'An administrator decides, never the one who asks.'],
  ] as const)('tell %s who decides about an erasure', async (_, who, said) => {
    const { text } = await (await visit(who)).get('/privacy');
    expect(text).toContain(said);
    expect(text).toContain('What you did: changes, sign-ins and what you opened');
    if (who === people.secretariat) expect(text).not.toContain('your ministry');
  });
});

describe('ending a role', () => {
  it('says what giving it back takes: for a trainer less than for others', async () => {
    const visitor = await visit(people.coordinator.BA);
    const trainer = (await visitor.get(`/people/${people.trainer.BA.personId}`)).text;
    expect(trainer).toContain('a coordinator of the ministry appoints them again');
    expect(trainer).not.toContain('Nobody can undo this alone');
    expect((await visitor.get(`/people/${people.auditor.personId}`)).text).toContain('Nobody can undo this alone');
  });
});
