import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, it } from 'vitest';
import { openRequest } from '#app/request.ts';
import { openAuthentication } from '#app/sign-in/authentication.ts';
import { invitePerson } from '#app/sign-in/invite.ts';
import {
  askEmergencyAccess,
  consentToAppointment,
  endAppointment,
  endEmergencyAccess,
  grantEmergencyAccess,
  proposeAppointment,
} from '#domains/appointments/server/commands.ts';
import { askReset } from '#domains/recovery/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { openMail } from '#platform/mail/mail.ts';
import type { NewAppointment } from '#domains/appointments/schema.ts';
import type { Day } from '#shared/dates.ts';
import { newId } from '#shared/ids.ts';
import { giveLogin } from '#test/logins.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor } from '#test/visitor.ts';

/** What was handed in to the mail server: the envelope's recipients, and the letter as it came. */
const letters: { to: string[]; text: string }[] = [];
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, done) {
    let text = '';
    stream.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    stream.on('end', () => {
      letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
      done();
    });
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
const mail = { url, from: 'Kaskada <kaskada@example.org>' };

const platform = await openTestPlatform();
const { database, connection, ministries, people } = platform;
const { origin } = await openTestSite(database, { mail });

/** A letter as its reader sees it. */
function open({ text }: { text: string }): { head: string; body: string } {
  const at = text.indexOf('\r\n\r\n');
  const head = text.slice(0, at);
  const encoding = /^Content-Transfer-Encoding: (.*)$/im.exec(head)?.[1];
  const body = text.slice(at + 4);
  if (encoding === 'base64') return { head, body: Buffer.from(body, 'base64').toString() };
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => `%${hex}`);
  return { head, body: encoding === 'quoted-printable' ? decodeURIComponent(bytes) : body };
}

it('brings the invitation, and news of every sign-in, a new device and a changed factor, without secrets', async () => {
  const { personId, name } = people.trainer.BA;
  const inviting = { personId: personId!, name, email: 'lejla@example.org', language: 'en' } as const;
  const sent = await invitePerson(openRequest(database, people.coordinator.BA), origin, inviting);
  expect(sent).toEqual({ isMailed: true });
  expect(letters[0]!.to).toEqual(['lejla@example.org']);
  const invitation = open(letters[0]!);
  const link = new RegExp(`${origin}(/invitation/[\\w-]+)`).exec(invitation.body)![1]!;
  expect(invitation.body).toContain('Dear A trainer,');

  const password = 'seven brown bears';
  const visitor = openVisitor(origin);
  expect((await visitor.post(`${link}?/password`, { password })).status).toBe(303);
  await expect.poll(() => letters.length).toBe(3);
  const news = letters.slice(1).map(open);
  const [factor, device] = [/Subject: Kaskada: how you/, /Subject: Kaskada: signed in/].map((subject) =>
    news.find(({ head }) => subject.test(head))!,
  );
  expect(factor!.body).toMatch(/A password was set for your login, \d+ \w+ \d{4} at \d\d:\d\d\./);
  expect(device!.body).toContain(`${origin}/account`);
  for (const { head, body } of news) {
    expect(head).toContain('To: lejla@example.org');
    expect(body).not.toContain(password);
    expect(body).not.toContain('/invitation/');
  }

  await visitor.post('/sign-in?/password', { email: 'lejla@example.org', password });
  await expect.poll(() => letters.length).toBe(4);
  expect(open(letters[3]!).head).toMatch(/^Subject: Kaskada: signed in\r?$/m);
  expect(open(letters[3]!).body).toContain('on a device that we have seen you on');
  const other = openVisitor(origin);
  await other.get('/?language=sr');
  await other.post('/sign-in?/password', { email: 'lejla@example.org', password });
  await expect.poll(() => letters.length).toBe(5);
  expect(open(letters[4]!).body).toContain('Неко се вашим налогом пријавио са уређаја који раније нисмо видели');
});

it('keeps to its own headers, whatever a text holds', async () => {
  const before = letters.length;
  const post = openMail(mail, console.error);
  await post.send({ to: 'ana@example.org', subject: 'A\r\nBcc: all@example.org', text: 'B\r\n.\r\nMAIL FROM:<x@y.z>' });
  expect(letters).toHaveLength(before + 1);
  const { head } = open(letters.at(-1)!);
  expect(letters.at(-1)!.to).toEqual(['ana@example.org']);
  expect(head).toContain('Subject: A Bcc: all@example.org');
  expect(head).not.toMatch(/^Bcc:/m);
});

/** Lets everybody who answers for the ministry be written to, each in a language of their own. */
async function giveAddresses() {
  const languages = { coordinator: 'sr', deputy: 'en', leader: 'en' } as const;
  const holders = { coordinator: people.coordinator.BA, deputy: people.deputy, leader: people.leader };
  for (const role of ['coordinator', 'deputy', 'leader'] as const) {
    await giveLogin(platform, holders[role]);
    await sql`update login set email = ${`${role}@example.org`}, language = ${languages[role]}
      where id = ${holders[role].personId}`.execute(connection.db);
  }
}
/** The letters of one occasion, once so many have come, by who got them. */
async function lettersSince(before: number, count: number) {
  await expect.poll(() => letters.length).toBe(before + count);
  return new Map(letters.slice(before).map((letter) => [letter.to.join(), open(letter)]));
}

it('shouts about emergency access to all who answer for the ministry, in their language, without the reason', async () => {
  await giveAddresses();
  const asker = people.trainer.BA;
  const form = { id: newId<'EmergencyAccess'>(), ownerId: ministries.BA, reason: 'Everybody is ill.', hours: 2 };
  let before = letters.length;
  await database.work(asker, (work) => carryOut(work, askEmergencyAccess, form));
  const asked = await lettersSince(before, 3);
  expect([...asked.keys()].sort()).toEqual(['coordinator@example.org', 'deputy@example.org', 'leader@example.org']);
  expect(asked.get('leader@example.org')!.body).toContain('A trainer asks to stand in for the coordinator');
  expect(asked.get('leader@example.org')!.body).toContain(`for 2 hours. A second person`);
  expect(asked.get('leader@example.org')!.body).toContain(`${origin}/people`);
  expect(asked.get('coordinator@example.org')!.body).toContain('A trainer тражи да замени');
  for (const { body } of asked.values()) expect(body).not.toContain('ill');

  before = letters.length;
  await database.work(people.leader, (work) => carryOut(work, grantEmergencyAccess, form.id));
  const granted = await lettersSince(before, 2);
  expect([...granted.keys()].sort()).toEqual(['coordinator@example.org', 'deputy@example.org']);
  expect(granted.get('deputy@example.org')!.head).toContain('Subject: Kaskada: emergency access was granted');

  before = letters.length;
  await database.work(asker, (work) => carryOut(work, endEmergencyAccess, form.id));
  const ended = await lettersSince(before, 2);
  expect(ended.get('deputy@example.org')!.head).toContain('Subject: Kaskada: emergency access has ended');
});

const appointed = (of: Pick<NewAppointment, 'personId' | 'role' | 'ownerId'>): NewAppointment => ({
  ...{ id: newId(), institution: '', orderNumber: '', from: '2026-03-02' as Day, to: null },
  ...of,
});

it('tells of appointments that begin and end to the person and all who answer for the ministry', async () => {
  await giveAddresses();
  const [coordinator, all] = [people.coordinator.BA, ['coordinator@example.org', 'deputy@example.org']];
  let before = letters.length;
  const form = appointed({ personId: people.deputy.personId!, role: 'trainer', ownerId: ministries.BA });
  await database.work(coordinator, (work) => carryOut(work, proposeAppointment, form));
  const made = await lettersSince(before, 3);
  expect([...made.keys()].sort()).toEqual([...all, 'leader@example.org']);
  expect(made.get('leader@example.org')!.head).toContain('Subject: Kaskada: somebody was appointed');
  expect(made.get('leader@example.org')!.body).toContain('A deputy was appointed. Role: Trainer. From 2 March 2026.');
  expect(made.get('coordinator@example.org')!.body).toContain('Ново именовање: A deputy. Улога: Инструкторка');

  before = letters.length;
  await database.work(people.leader, (work) => carryOut(work, endAppointment, form.id));
  const ended = await lettersSince(before, 3);
  expect(ended.get('deputy@example.org')!.body).toContain('An appointment of A deputy was ended. Role: Trainer.');
});

it('tells of those of the network to its administrators, its secretariat and every coordinator; of none that was declined', async () => {
  await giveAddresses();
  const hearing = { administrator: people.administrator, secretariat: people.secretariat, rs: people.coordinator.RS };
  for (const [name, one] of Object.entries(hearing)) {
    await giveLogin(platform, one);
    await sql`update login set email = ${`${name}@example.org`} where id = ${one.personId}`.execute(connection.db);
  }
  const before = letters.length;
  const wanted = { personId: people.observer.personId!, role: 'secretariat', ownerId: null } as const;
  const [declined, form] = [appointed(wanted), appointed(wanted)];
  for (const one of [declined, form])
    await database.work(people.administrator, (work) => carryOut(work, proposeAppointment, one));
  await database.work(people.secretariat, (work) => carryOut(work, endAppointment, declined.id));
  await database.work(people.coordinator.RS, (work) => carryOut(work, consentToAppointment, form.id));
  const made = await lettersSince(before, 4);
  const names = ['administrator', 'coordinator', 'rs', 'secretariat'];
  expect([...made.keys()].sort()).toEqual(names.map((name) => `${name}@example.org`));
  await sql`delete from appointment where id = ${form.id}`.execute(connection.db);
});

it('tells whoever is said to have lost their login, and nobody else', async () => {
  await giveAddresses();
  const before = letters.length;
  const form = { id: newId<'LoginReset'>(), personId: people.deputy.personId!, reason: 'Lost at sea.' };
  await database.work(people.leader, (work) => carryOut(work, askReset, form));
  const told = await lettersSince(before, 1);
  const { head, body } = told.get('deputy@example.org')!;
  expect(head).toMatch(/^Subject: Kaskada: somebody says that you/m);
  expect(body).toContain(`${origin}/account`);
  expect(body).not.toContain('sea');
});

it('is not led astray by a name that holds headers and lines', async () => {
  await giveAddresses();
  const named = people.trainer.MK;
  const name = 'Ana\r\nBcc: all@example.org\r\n\r\nOpen https://evil.example';
  for (const { personId } of [named, people.leader, people.trainer.BA])
    await sql`update person set name = ${name} where id = ${personId}`.execute(connection.db);
  const before = letters.length;
  const inviting = { personId: named.personId!, name, email: 'ana.mk@example.org', language: 'en' } as const;
  await invitePerson(openRequest(database, people.administrator), origin, inviting);
  const form = { id: newId<'EmergencyAccess'>(), ownerId: ministries.BA, reason: 'Why', hours: 1 };
  await database.work(people.trainer.BA, (work) => carryOut(work, askEmergencyAccess, form));
  const reset = { id: newId<'LoginReset'>(), personId: people.leader.personId!, reason: 'Why' };
  await database.work(people.coordinator.BA, (work) => carryOut(work, askReset, reset));
  await expect.poll(() => letters.length).toBe(before + 5);
  for (const letter of letters.slice(before)) {
    const { head, body } = open(letter);
    expect(letter.to).toHaveLength(1);
    expect(letter.to).not.toContain('all@example.org');
    expect(head).not.toMatch(/^Bcc:|evil/im);
    expect(body).not.toMatch(/^(?:Bcc:|Open https)/m);
  }
});

it('holds nobody up when the mail server is gone, and is given up after three times', async () => {
  const failures: unknown[] = [];
  const gone = openMail({ ...mail, url: 'smtp://127.0.0.1:9' }, (failure) => failures.push(failure), 10);
  gone.post({ to: 'ana@example.org', subject: 'A', text: 'B' });
  expect(failures).toEqual([]);
  await gone.settle(5_000);
  expect(failures).toHaveLength(1);
});

it('is not needed', () => {
  const settings = { surroundings: { proxies: 0, origin: null, host: 'localhost' }, mail: null, providerFile: null };
  expect(openAuthentication(database, settings, 'x'.repeat(40), console.error).mail).toBeNull();
});
