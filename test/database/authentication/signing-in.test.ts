import { sql } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runningPlatform } from '#app/platform.ts';
import { signInCookie } from '#app/visitor.ts';
import { deviceCookie } from '#app/sign-in/caller.ts';
import { newId } from '#shared/ids.ts';
import { codeOf, recoveryCodesIn, setUpCodes } from '#test/codes.ts';
import { invitedBy } from '#test/invited.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor, type Visitor } from '#test/visitor.ts';

let passed = 0;
const minutes = (count: number) => (passed += count * 60_000);
const platform = await openTestPlatform({ clock: () => new Date(Date.now() + passed) });
const { database, connection, people } = platform;
const { origin, logged } = await openTestSite(database);

const password = 'seven brown bears';
const wrong = 'The email address or the password is not right.';
const rows = async (table: string) =>
  (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(connection.db)).rows;
beforeEach(() => connection.script('delete from kaskada.sign_in_attempt'));
/** Moves what stands by the database's clock into the past. */
const letPass = (minutes: number) => {
  const back = (column: string) => `${column} = ${column} - interval '${minutes} minutes'`;
  return connection.script(`update kaskada.sign_in set ${['began_at', 'last_seen_at', 'expires_at'].map(back).join()};
    update kaskada.invitation set ${['invited_at', 'expires_at'].map(back).join()}`);
};

const signIn = (visitor: Visitor, email: string, typed = password) =>
  visitor.post('/sign-in?/password', { email, password: typed, to: '/reach' });

describe('an invitation', () => {
  const { trainer, coordinator } = people;

  it('is accepted once, with a password that will do', async () => {
    const link = await invitedBy(database, coordinator.BA, trainer.BA, 'lejla@example.org');
    const visitor = openVisitor(origin);
    const page = await visitor.get(link);
    expect([page.status, page.text.includes('A trainer, choose how you sign in')]).toEqual([200, true]);
    expect((await visitor.post(`${link}?/password`, { password: 'kaskada 2026' })).status).toBe(422);
    const other = openVisitor(origin);
    const both = await Promise.all([visitor, other].map((one) => one.post(`${link}?/password`, { password })));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
    expect((await visitor.get(link)).status).toBe(404);
    const kept = JSON.stringify([await rows('login_credential'), await rows('invitation'), await rows('audit_entry')]);
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(link.split('/').at(-1));
    expect(kept).not.toContain('lejla@example.org');
    expect(await rows('invitation_link')).toEqual([]);
  });

  it('ends after a week, or when another replaces it', async () => {
    const first = await invitedBy(database, people.administrator, people.leader, 'leader@example.org');
    const second = await invitedBy(database, people.administrator, people.leader, 'leader@example.org');
    const visitor = openVisitor(origin);
    expect((await visitor.get(first)).status).toBe(404);
    expect((await visitor.get(second)).status).toBe(200);
    await letPass(7 * 24 * 60);
    expect((await visitor.get(second)).status).toBe(404);
  });

  it('is for those who may, and never for whoever can sign in already', async () => {
    const invite = (who: typeof trainer.BA, whom: typeof trainer.BA, email = 'new@example.org') =>
      invitedBy(database, who, whom, email);
    await expect(invite(coordinator.MK, people.auditor)).rejects.toThrow('MayNotInvite');
    await expect(invite(trainer.BA, people.auditor)).rejects.toThrow('MayNotInvite');
    await expect(invite(people.stranger, people.auditor)).rejects.toThrow('MayNotInvite');
    await expect(invite(people.administrator, trainer.BA)).rejects.toThrow('LoginExists');
    await expect(invite(people.administrator, people.auditor, 'lejla@example.org')).rejects.toThrow('LoginExists');
  });
});

describe('a password', () => {
  it('signs in; a wrong one and an unknown address are told the same', async () => {
    const visitor = openVisitor(origin);
    const answers = [
      await signIn(visitor, 'lejla@example.org', 'something wrong'),
      await signIn(visitor, 'nobody@example.org'),
      await signIn(visitor, 'not an address'),
    ];
    for (const { status, text } of answers) expect([status, text.includes(wrong)]).toEqual([401, true]);
    expect(visitor.cookie(signInCookie)).toBeUndefined();
    expect(await signIn(visitor, ' Lejla@Example.org ')).toMatchObject({ status: 303, to: '/reach' });
    expect((await visitor.get('/account')).text).toContain('You sign in as lejla@example.org.');
    expect(await rows('ceremony')).toEqual([]);
  });

  it('is tried a few times only from one place, and nobody else locks its owner out', async () => {
    const owner = openVisitor(origin);
    await signIn(owner, 'lejla@example.org');
    owner.forget(deviceCookie);
    const outsider = openVisitor(origin);
    const tried: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1)
      tried.push((await signIn(outsider, 'lejla@example.org', `guess number ${attempt}`)).status);
    expect(tried).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await signIn(outsider, 'lejla@example.org')).status).toBe(429);
    expect((await signIn(owner, 'lejla@example.org')).status).toBe(303);
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(outsider, 'nobody@example.org', 'x');
    expect((await signIn(outsider, 'nobody@example.org')).status).toBe(429);
    expect(JSON.stringify(await rows('sign_in_attempt'))).not.toContain('example');
    minutes(16);
    expect((await signIn(outsider, 'lejla@example.org')).status).toBe(303);
  });
});

describe('codes', () => {
  const email = 'selma@example.org';
  const visitor = openVisitor(origin);
  let kept: Awaited<ReturnType<typeof setUpCodes>>;

  it('are what a coordinator lacks until they are set up', async () => {
    const link = await invitedBy(database, people.administrator, people.coordinator.BA, email);
    expect(await visitor.post(`${link}?/password`, { password })).toMatchObject({
      status: 303,
      to: '/account?to=%2Faccount',
    });
    expect((await visitor.get('/account')).text).toContain('waiting for a second factor');
    kept = await setUpCodes(visitor);
    expect(kept.recovery).toHaveLength(10);
    expect((await visitor.get('/account')).text).not.toContain('waiting for a second factor');
  });

  it('are asked after the password, and until then nobody is signed in', async () => {
    visitor.forget(deviceCookie);
    expect(await signIn(visitor, email)).toMatchObject({ status: 303, to: '/sign-in/code' });
    expect(visitor.cookie(signInCookie)).toBeUndefined();
    expect((await visitor.get('/account')).status).toBe(303);
    const wrongCode = await visitor.post('/sign-in/code', { code: '000000' });
    expect([wrongCode.status, wrongCode.text.includes('The code is not right.')]).toEqual([401, true]);
    // The code with which the app was confirmed was used then. Whoever waits for the next one need not begin again.
    const code = await codeOf(kept.secret);
    const used = await visitor.post('/sign-in/code', { code });
    expect([used.status, used.text.includes('This code was used already.')]).toEqual([401, true]);
    expect(visitor.cookie(signInCookie)).toBeUndefined();
    await connection.script('delete from kaskada.used_code');
    expect(await visitor.post('/sign-in/code', { code })).toMatchObject({ status: 303, to: '/reach' });
    visitor.forget(deviceCookie);
    await signIn(visitor, email);
    expect((await visitor.post('/sign-in/code', { code })).status).toBe(401);
    expect(visitor.cookie(signInCookie)).toBeUndefined();
  });

  it('give way to a recovery code, once', async () => {
    const recovery = kept.recovery[0]!.toUpperCase().replace('-', ' ');
    await signIn(visitor, email);
    expect((await visitor.post('/sign-in/code', { code: recovery })).status).toBe(303);
    expect((await visitor.get('/account')).text).toContain('9 recovery codes are left');
    visitor.forget(deviceCookie);
    await signIn(visitor, email);
    expect((await visitor.post('/sign-in/code', { code: recovery })).status).toBe(401);
    expect((await openVisitor(origin).post('/sign-in/code', { code: recovery })).status).toBe(409);
  });

  it('change only shortly after a proof', async () => {
    await signIn(visitor, email);
    await visitor.post('/sign-in/code', { code: kept.recovery[1]! });
    minutes(11);
    expect((await visitor.post('/account?/removeCodes')).status).toBe(403);
    const code = await codeOf(kept.secret);
    const change = { old: password, wanted: 'nine green parrots' };
    expect((await visitor.post('/account?/password', change)).status).toBe(403);
    expect((await visitor.post('/account?/check', { password: 'something else', code })).status).toBe(401);
    expect((await visitor.post('/account?/check', { password })).status).toBe(401);
    expect((await visitor.post('/account?/check', { password, code: '000000' })).status).toBe(401);
    expect((await visitor.post('/account?/removeCodes')).status).toBe(403);
    expect((await visitor.post('/account?/check', { password, code })).status).toBe(303);
    const other = openVisitor(origin);
    await signIn(other, email);
    expect((await other.post('/sign-in/code', { code: kept.recovery[2]! })).status).toBe(303);
    const renewed = await visitor.post('/account?/renewCodes');
    expect(renewed.text).toContain('All other sign-ins have ended.');
    expect((await other.get('/account')).status).toBe(303);
    await signIn(other, email);
    const [fresh] = recoveryCodesIn(renewed.text);
    expect((await other.post('/sign-in/code', { code: fresh! })).status).toBe(303);
    expect((await visitor.post('/account?/removeCodes')).status).toBe(303);
    expect((await other.get('/account')).status).toBe(303);
    expect(await signIn(openVisitor(origin), email)).toMatchObject({ status: 303, to: '/account?to=%2Freach' });
  });
});

describe('a password alone', () => {
  const email = 'lejla@example.org';
  const id = newId();
  const addPasskey = () =>
    connection.script(`insert into kaskada.passkey
      (id, person_id, credential_id, public_key, counter, device_type, is_backed_up, created_at)
      values ('${id}', '${people.trainer.BA.personId}', '${id}', 'a key', 0, 'singleDevice', false, now())`);

  it('neither adds a way in beside a passkey nor takes the passkey away', async () => {
    const thief = openVisitor(origin);
    await addPasskey();
    onTestFinished(() => connection.script(`delete from kaskada.passkey where id = '${id}'`));
    await signIn(thief, email);
    for (const [action, form] of [
      ['offerCodes', {}],
      ['confirmCodes', { code: '000000' }],
      ['removePasskey', { id }],
      ['password', { old: password, wanted: 'nine green parrots' }],
    ] as const)
      expect([action, (await thief.post(`/account?/${action}`, form)).status]).toEqual([action, 403]);
    expect(await rows('passkey')).toHaveLength(1);
  });

  it('renames and removes a passkey of its own only', async () => {
    const [owner, other] = [openVisitor(origin), openVisitor(origin)];
    await signIn(owner, email);
    await signIn(other, email);
    const none = 'There is no such passkey among yours.';
    for (const [action, form] of [
      ['renamePasskey', { id: newId(), name: 'mine' }],
      ['removePasskey', { id: newId() }],
      ['removePasskey', { id: 'nothing' }],
    ] as const) {
      const answer = await owner.post(`/account?/${action}`, form);
      expect([action, answer.status, answer.text.includes(none)]).toEqual([action, 404, true]);
    }
    await addPasskey();
    await connection.script(
      `update kaskada.passkey set person_id = '${people.coordinator.BA.personId}', name = 'theirs'`,
    );
    onTestFinished(() => connection.script(`delete from kaskada.passkey where id = '${id}'`));
    expect((await owner.post('/account?/renamePasskey', { id, name: 'mine' })).status).toBe(404);
    expect((await owner.post('/account?/removePasskey', { id })).status).toBe(404);
    expect(await rows('passkey')).toMatchObject([{ name: 'theirs' }]);
    await connection.script(`update kaskada.passkey set person_id = '${people.trainer.BA.personId}'`);
    expect((await owner.post('/account?/renamePasskey', { id, name: 'mine' })).to).toContain('done=passkeyRenamed');
    await connection.script('update kaskada.sign_in set is_strong = true where ended_at is null');
    expect((await owner.post('/account?/removePasskey', { id })).to).toContain('done=passkeyRemoved');
    expect((await owner.get('/account')).status).toBe(200);
    expect((await other.get('/account')).status).toBe(303);
  });

  it('sees what an app is set up with in its own sign-in only', async () => {
    const [thief, owner] = [openVisitor(origin), openVisitor(origin)];
    await signIn(thief, email);
    const secretOf = async (visitor: Visitor) =>
      /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec((await visitor.post('/account?/offerCodes')).text)![1]!;
    const planted = await secretOf(thief);
    await signIn(owner, email);
    expect(await secretOf(owner)).not.toBe(planted);
    expect((await thief.post('/account?/confirmCodes', { code: await codeOf(planted) })).status).not.toBe(200);
    for (const { is_confirmed } of await rows('second_factor')) expect(is_confirmed).toBe(false);
  });

  it('guessed at from everywhere is slow for who guesses, and its owner gets in from a new browser', async () => {
    await connection.script(`delete from kaskada.known_device`);
    const { authentication } = runningPlatform();
    const key = authentication.keyOf('account', email).toString('hex');
    await connection.script(
      `insert into kaskada.sign_in_attempt values ('\\x${key}', '${new Date(Date.now() + passed).toISOString()}', 500)`,
    );
    const outsider = openVisitor(origin);
    expect((await signIn(outsider, email, 'a wrong guess')).status).toBe(401);
    expect((await signIn(outsider, email, 'another guess')).status).toBe(429);
    await connection.script(`delete from kaskada.sign_in_attempt where key <> '\\x${key}'`);
    expect((await signIn(openVisitor(origin), email)).status).toBe(303);
  });
});

describe('a sign-in', () => {
  const email = 'lejla@example.org';

  it('is another one each time, and the one before in that browser ends', async () => {
    const visitor = openVisitor(origin);
    await signIn(visitor, email);
    const before = visitor.cookie(signInCookie)!;
    await signIn(visitor, email);
    expect(visitor.cookie(signInCookie)).not.toBe(before);
    const headers = { cookie: `${signInCookie}=${before}` };
    expect((await fetch(`${origin}/account`, { headers, redirect: 'manual' })).status).toBe(303);
    expect((await visitor.get('/account')).status).toBe(200);
  });

  it('ends when nobody uses it for an hour, and at last after twelve', async () => {
    const visitor = openVisitor(origin);
    await signIn(visitor, email);
    for (let half = 1; half < 24; half += 1) {
      await letPass(30);
      expect([half, (await visitor.get('/account')).status]).toEqual([half, 200]);
    }
    await letPass(30);
    expect((await visitor.get('/account')).status).toBe(303);
    await signIn(visitor, email);
    await letPass(61);
    expect((await visitor.get('/account')).status).toBe(303);
  });

  it('is logged when it fails, with neither address nor password', async () => {
    const before = logged().length;
    await signIn(openVisitor(origin), email, 'something wrong');
    const line = { method: 'POST', path: '/sign-in', status: 401 };
    const lines = logged().slice(before);
    expect(
      lines
        .trim()
        .split('\n')
        .map((one) => JSON.parse(one)),
    ).toContainEqual(expect.objectContaining(line));
    expect(lines).not.toMatch(/example|something/);
  });
});

describe('an account', () => {
  it('shows its sign-ins, ends them, and changes its password with the old one', async () => {
    const [one, two] = [openVisitor(origin), openVisitor(origin)];
    for (const visitor of [one, two]) await signIn(visitor, 'lejla@example.org');
    minutes(11);
    expect((await one.post('/account?/endOthers')).status).toBe(403);
    expect((await one.get('/account')).text).toContain('then you can end a sign-in');
    expect((await one.post('/account?/check&to=%2Freach', { password })).to).toBe('/account?done=checked&to=%2Freach');
    expect((await one.get('/account?to=%2Freach')).text).toContain('?/endOthers&amp;to=%2Freach');
    expect((await one.post('/account?/endOthers')).status).toBe(303);
    expect((await two.get('/account')).status).toBe(303);
    await signIn(two, 'lejla@example.org');
    const change = (old: string, wanted: string) => one.post('/account?/password', { old, wanted });
    expect((await change('something else', 'nine green parrots')).status).toBe(401);
    expect((await change(password, 'lejla lejla lejla')).status).toBe(422);
    expect((await change(password, 'nine green parrots')).status).toBe(303);
    expect((await one.get('/account')).text).toContain('Password changed');
    expect((await two.get('/account')).status).toBe(303);
    expect((await signIn(two, 'lejla@example.org')).status).toBe(401);
    expect((await signIn(two, 'lejla@example.org', 'nine green parrots')).status).toBe(303);
  });
});
