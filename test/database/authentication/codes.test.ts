import { beforeEach, describe, expect, it } from 'vitest';
import { ceremonyCookie } from '#app/sign-in/caller.ts';
import { codeOf, setUpCodes } from '#test/codes.ts';
import { invitedBy } from '#test/invited.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor, type Visitor } from '#test/visitor.ts';

const { database, connection, people } = await openTestPlatform();
const { origin } = await openTestSite(database);
const [email, password] = ['lejla@example.org', 'seven brown bears'];
const link = await invitedBy(database, people.coordinator.BA, people.trainer.BA, email);
const owner = openVisitor(origin);
await owner.post(`${link}?/password`, { password });
const { secret, recovery } = await setUpCodes(owner);
beforeEach(() =>
  connection.script(`delete from kaskada.sign_in_attempt; delete from kaskada.used_code;
    update kaskada.second_factor set failures = 0, locked_until = null`),
);

const begin = (visitor: Visitor) => visitor.post('/sign-in?/password', { email, password, to: '/reach' });
const send = (visitor: Visitor, code: string) => visitor.post('/sign-in/code', { code });

describe('codes', () => {
  it('sent twice at once let one of them in', async () => {
    const [one, two] = [openVisitor(origin), openVisitor(origin)];
    for (const each of [one, two]) await begin(each);
    const code = await codeOf(secret);
    const answers = await Promise.all([one, two].map((each) => send(each, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
  });

  it('that were used leave what was begun as it is', async () => {
    const visitor = openVisitor(origin);
    await begin(visitor);
    const code = await codeOf(secret);
    await send(visitor, code);
    await begin(visitor);
    const used = await send(visitor, code);
    expect([used.status, used.text.includes('This code was used already.')]).toEqual([401, true]);
    expect(await send(visitor, recovery[0]!)).toMatchObject({ status: 303, to: '/reach' });
  });

  it('that were used count like wrong ones: after five the password is asked again', async () => {
    const visitor = openVisitor(origin);
    await begin(visitor);
    const code = await codeOf(secret);
    await send(visitor, code);
    await begin(visitor);
    const tried: number[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) tried.push((await send(visitor, code)).status);
    const last = await send(visitor, code);
    expect([...tried, last.status]).toEqual([401, 401, 401, 401, 401, 429]);
    expect(last.text).toContain('Begin again with your password.');
    expect(last.text).toContain('href="/sign-in?own&amp;to=%2Freach"');
    expect((await send(visitor, recovery[1]!)).status).toBe(409);
  });

  it('that were wrong are not used up: one may be right in a minute', async () => {
    const visitor = openVisitor(origin);
    await begin(visitor);
    for (const attempt of [1, 2])
      expect([attempt, (await send(visitor, '000000')).text.includes('The code is not right.')]).toEqual([
        attempt,
        true,
      ]);
  });

  it('of a sign-in that somebody made up let nobody in', async () => {
    const stranger = openVisitor(origin);
    for (const jar of ['ceremony.two_factor=2fa-aaaaaaaaaaaaaaaaaaaa.x', 'ceremony.two_factor=%', 'nothing', '']) {
      stranger.keep(ceremonyCookie, Buffer.from(JSON.stringify({ jar })).toString('base64url'));
      expect([jar, (await send(stranger, '123456')).status]).toEqual([jar, 409]);
    }
  });
});
