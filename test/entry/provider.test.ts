import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Provider, type Configuration } from 'oidc-provider';
import { afterAll, describe, expect, it } from 'vitest';
import { signInCookie } from '#app/visitor.ts';
import { invitedBy } from '#test/invited.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';
import { openVisitor, type Visitor } from '#test/visitor.ts';
import { temporaryFolder } from './running.ts';

/** Somebody whom the ministry's provider knows. */
interface Account {
  readonly email: string;
  readonly isVerified: boolean;
  readonly hasTwoFactors: boolean;
}
const accounts: Record<string, Account> = {
  invited: { email: 'other@mod.example', isVerified: false, hasTwoFactors: true },
  known: { email: 'leader@example.org', isVerified: true, hasTwoFactors: false },
  unverified: { email: 'deputy@example.org', isVerified: false, hasTwoFactors: false },
  foreigner: { email: 'mk@example.org', isVerified: true, hasTwoFactors: false },
  unknown: { email: 'nobody@example.org', isVerified: true, hasTwoFactors: false },
};

const folder = await temporaryFolder();
afterAll(() => folder.remove());
await writeFile(join(folder.path, 'client-secret'), 'the secret of the client\n');

const { database, connection, people } = await openTestPlatform();
const [server, issuer] = await listen();
const providerFile = join(folder.path, 'oidc.json');
const described = { country: 'BA', issuer, clientId: 'kaskada', clientSecretFile: 'client-secret' };
await writeFile(providerFile, JSON.stringify([described]));
const { origin, logged } = await openTestSite(database, { providerFile });
openProviderAt(server, issuer, `${origin}/sign-in/ministry/ba/return`);
afterAll(() => server.close());

async function listen(): Promise<[Server, string]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return [server, `http://localhost:${(server.address() as AddressInfo).port}`];
}

/** A real provider; its own pages are left out: who signs in there is said by `login_hint`. */
function openProviderAt(server: Server, issuer: string, returnTo: string) {
  const client = { client_id: 'kaskada', client_secret: 'the secret of the client', redirect_uris: [returnTo] };
  const configuration: Configuration = {
    clients: [client],
    cookies: { keys: ['a key of the tests'] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/choose/${interaction.uid}` },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: accounts[id]!.email, email_verified: accounts[id]!.isVerified }),
    }),
  };
  const provider = new Provider(issuer, configuration);
  const answer = provider.callback();
  server.on('request', async (req, res) => {
    if (!req.url!.startsWith('/choose/')) return void answer(req, res);
    const { params, prompt } = await provider.interactionDetails(req, res);
    const accountId = who;
    if (prompt.name === 'login') {
      const amr = accounts[accountId]!.hasTwoFactors ? ['pwd', 'mfa'] : ['pwd'];
      return void (await provider.interactionFinished(req, res, { login: { accountId, amr } }));
    }
    const grant = new provider.Grant({ accountId, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid email');
    await provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } });
  });
}
/** Who sits before the provider's own page. */
let who = '';

/** Goes through the provider as somebody; answers with what our site says when they are back. */
async function goThrough(visitor: Visitor, account: string, start = '/sign-in/ministry/ba?to=/reach') {
  who = account;
  const begun = await visitor.get(start);
  const there = openVisitor(issuer);
  let next = begun.to!;
  for (let hop = 0; next.startsWith(issuer) || next.startsWith('/'); hop += 1) {
    if (hop > 10) throw new Error(`The provider leads round in circles: ${next}`);
    const page = await there.get(next);
    if (!page.to) throw new Error(`${page.status} ${page.text}`);
    next = page.to;
  }
  return { back: next, answer: await visitor.get(next) };
}

const rows = async (table: string) =>
  (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(connection.db)).rows;

describe('a ministry’s own provider', () => {
  it('is offered, and asked with PKCE, state and nonce', async () => {
    const visitor = openVisitor(origin);
    expect((await visitor.get('/sign-in?own')).text).toContain('Sign in through the ministry');
    const { searchParams } = new URL((await visitor.get('/sign-in/ministry/ba')).to!);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^.{20,}$/),
      nonce: expect.stringMatching(/^.{20,}$/),
      redirect_uri: `${origin}/sign-in/ministry/ba/return`,
    });
    expect((await visitor.get('/sign-in/ministry/mk')).status).toBe(404);
  });

  it('accepts an invitation, and from then on signs in; its two factors are two factors', async () => {
    const link = await invitedBy(database, people.administrator, people.coordinator.BA, 'selma@example.org');
    const visitor = openVisitor(origin);
    expect((await visitor.get(link)).text).toContain('Sign in through the ministry');
    const invitation = link.split('/').at(-1);
    const { answer } = await goThrough(visitor, 'invited', `/sign-in/ministry/ba?to=/account&invitation=${invitation}`);
    expect(answer).toMatchObject({ status: 303, to: '/account' });
    expect((await visitor.get(link)).status).toBe(404);
    const again = openVisitor(origin);
    expect((await goThrough(again, 'invited')).answer).toMatchObject({ status: 303, to: '/reach' });
    expect((await again.get('/account')).text).toContain('Through the ministry');
    expect(await rows('sign_in')).toEqual(
      expect.arrayContaining([expect.objectContaining({ method: 'ministry', is_strong: true })]),
    );
    expect(await rows('ceremony')).toEqual([]);
    expect(logged()).not.toContain(invitation);
  });

  it('is linked by an address that it has verified, for people of its ministry only', async () => {
    for (const [inviter, person, email] of [
      [people.coordinator.BA, people.leader, 'leader@example.org'],
      [people.coordinator.BA, people.deputy, 'deputy@example.org'],
      [people.administrator, people.trainer.MK, 'mk@example.org'],
    ] as const) {
      const link = await invitedBy(database, inviter, person, email);
      await openVisitor(origin).post(`${link}?/password`, { password: 'seven brown bears' });
    }
    const through = async (account: string) => {
      const visitor = openVisitor(origin);
      const { answer } = await goThrough(visitor, account);
      return [answer.to, visitor.cookie(signInCookie) !== undefined];
    };
    // A leader is asked for a second factor, which this provider does not vouch for.
    expect(await through('known')).toEqual(['/account?to=%2Freach', true]);
    const refused = ['/sign-in?refused=ProviderRefused', false];
    for (const account of ['unverified', 'foreigner', 'unknown']) expect(await through(account)).toEqual(refused);
    expect((await openVisitor(origin).get(String(refused[0]))).text).toContain('did not tell us of anybody');
  });

  it('is not visited because another site says so', async () => {
    const visitor = openVisitor(origin);
    const visit = (site: string) => visitor.get('/sign-in/ministry/ba?to=/reach', { 'sec-fetch-site': site });
    for (const site of ['cross-site', 'same-site']) expect((await visit(site)).to).toBe('/sign-in?own&to=%2Freach');
    for (const site of ['same-origin', 'none']) expect((await visit(site)).to).toContain(issuer);
  });

  it('takes no answer from a browser that did not ask, and none twice', async () => {
    const visitor = openVisitor(origin);
    const { back } = await goThrough(visitor, 'known');
    const stranger = openVisitor(origin);
    expect((await stranger.get(back)).to).toBe('/sign-in?refused=CeremonyOver');
    await stranger.get('/sign-in/ministry/ba');
    expect((await stranger.get(back)).to).toBe('/sign-in?refused=ProviderRefused');
    expect(stranger.cookie(signInCookie)).toBeUndefined();
  });
});
