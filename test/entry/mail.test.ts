import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, it } from 'vitest';
import { openRequest } from '#app/request.ts';
import { openAuthentication } from '#app/sign-in/authentication.ts';
import { invitePerson } from '#app/sign-in/invite.ts';
import { openMail } from '#platform/mail/mail.ts';
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

const { database, people } = await openTestPlatform();
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

it('brings the invitation, and news of a new device and a changed factor, without secrets', async () => {
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
  expect(letters).toHaveLength(3);
  await visitor.get('/?language=sr');
  await visitor.post('/sign-in?/password', { email: 'lejla@example.org', password });
  const other = openVisitor(origin);
  await other.get('/?language=sr');
  await other.post('/sign-in?/password', { email: 'lejla@example.org', password });
  await expect.poll(() => letters.length).toBe(4);
  expect(open(letters[3]!).body).toContain('Неко се вашим налогом пријавио');
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
