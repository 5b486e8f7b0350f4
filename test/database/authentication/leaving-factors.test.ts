import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeChanges, sayDeed, saySubject } from '#app/audit/describe.ts';
import { auditWords } from '#app/audit/compose-page.ts';
import { listEntries } from '#domains/audit/server/queries.ts';
import { shutAccount } from '#domains/authentication/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate } from '#platform/i18n/translate.ts';
import { codeOf, recoveryCodesIn } from '#test/codes.ts';
import { invitedBy } from '#test/invited.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor } from '#test/visitor.ts';

/* Second factors that are taken away, and sign-ins that somebody else ends. */

const { database, connection, people, ministries } = await openTestPlatform();
const { origin } = await openTestSite(database);
const [email, password] = ['marko@example.org', 'seven brown bears'];
const person = people.coordinator.BA.personId!;
const owner = openVisitor(origin);
await owner.post(`${await invitedBy(database, people.leader, people.coordinator.BA, email)}?/password`, { password });
beforeEach(() => connection.script('delete from kaskada.sign_in_attempt'));

const strengths = async () => {
  const { rows } = await sql<{ method: string; is_strong: boolean }>`
    select method, is_strong from sign_in where person_id = ${person} and ended_at is null`.execute(connection.db);
  return rows;
};

describe('a second factor', () => {
  it('that is set up leaves the new sign-in marked as this one, with no button to end it', async () => {
    const offered = await owner.post('/account?/offerCodes');
    const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(offered.text)![1]!;
    const { text } = await owner.post('/account?/confirmCodes', { code: await codeOf(secret) });
    expect(recoveryCodesIn(text)).toHaveLength(10);
    expect([text.split('>this one<').length, text.includes('?/endSignIn')]).toEqual([2, false]);
  });

  it('that is the only one is removed after a warning, and its strength goes with it at once', async () => {
    const warned = 'Once it is removed, this waits until you add another: National coordinator.';
    expect((await owner.get('/account')).text).toContain(warned);
    expect((await owner.get('/people/new')).status).toBe(200);
    expect((await owner.post('/account?/removeCodes')).status).toBe(303);
    expect((await strengths()).filter(({ is_strong, method }) => is_strong && method !== 'passkey')).toEqual([]);
    const after = (await owner.get('/account')).text;
    expect([after.includes('waiting for a second factor'), after.includes(warned)]).toEqual([true, false]);
    expect((await owner.get('/people/new')).status).toBe(403);
  });
});

describe('in the database, the last factor that goes', () => {
  const begin = (method: string) =>
    connection.script(`insert into kaskada.sign_in (token_hash, id, person_id, began_at, expires_at, method, is_strong)
      values (decode(md5('${method}'), 'hex'), gen_random_uuid(), '${person}', now(), now() + interval '1 hour',
        '${method}', true)`);
  const keep = (id: string) =>
    connection.script(`insert into kaskada.passkey (id, person_id, credential_id, public_key, counter, device_type,
      is_backed_up) values (gen_random_uuid(), '${person}', '${id}', 'k', 0, 'd', false)`);
  const drop = (id: string) => connection.script(`delete from kaskada.passkey where credential_id = '${id}'`);
  const strong = async () => (await strengths()).filter(({ is_strong }) => is_strong).map(({ method }) => method);

  it('takes what it gave, but not what the ministry proved', async () => {
    await connection.script(
      `update kaskada.sign_in set ended_at = now() where person_id = '${person}' and ended_at is null`,
    );
    for (const method of ['passkey', 'ministry']) await begin(method);
    for (const id of ['one', 'two']) await keep(id);
    await drop('one');
    expect((await strong()).sort()).toEqual(['ministry', 'passkey']);
    await drop('two');
    expect(await strong()).toEqual(['ministry']);
  });
});

describe('a sign-in that somebody else ended', () => {
  it('stands in the audit as theirs, with who ended it', async () => {
    await openVisitor(origin).post('/sign-in?/password', { email, password, to: '/home' });
    await database.work(people.leader, (work) => carryOut(work, shutAccount, person));
    const t = createTranslate('en', await loadWords('en', auditWords));
    const { entries } = await database.read(people.auditor, ({ ask }) =>
      ask(listEntries, ministries.BA, { action: 'sign_out' }, null, 1),
    );
    const [entry] = entries;
    const names = new Map([[person, 'Marko']]);
    expect(entry!.actorId).toBe(people.leader.personId);
    expect([sayDeed(t, entry!), saySubject(t, names, entry!)]).toEqual(['Sign-in ended by somebody else', 'Marko']);
    expect(describeChanges(t, names, entry!)).toContainEqual({ name: 'Person', before: '', after: 'Marko' });
    const own = { ...entry!, actorId: person };
    expect([sayDeed(t, own), saySubject(t, names, own)]).toEqual(['Sign-out', '']);
  });
});

describe('the page to sign in', () => {
  it('keeps where somebody was going when the password is wrong, and says who helps', async () => {
    const wrong = await openVisitor(origin).post('/sign-in?/password', { email, password: 'wrong', to: '/privacy' });
    expect(wrong.status).toBe(401);
    expect([...wrong.text.matchAll(/name="to" value="([^"]*)"/g)].map(([, to]) => to)).toEqual([
      '/privacy',
      '/privacy',
    ]);
    expect(wrong.text).toContain('Lost your password or phone?');
  });

  it('tells who comes with a sign-in that ended, and nobody else', async () => {
    const told = async (visitor = openVisitor(origin)) =>
      (await visitor.get('/sign-in?own')).text.includes('You are not signed in any more');
    expect([await told(owner), await told()]).toEqual([true, false]);
  });
});
