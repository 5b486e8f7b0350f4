import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openFactors } from '#platform/authentication/factors.ts';
import { openLibrary } from '#platform/authentication/library.ts';
import { DiscoveryFailed, openProvider } from '#platform/authentication/provider.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

/* A provider whose tokens are made here, right and wrong: only the right one lets somebody in. */

const { database, people } = await openTestPlatform();
const library = {
  ...{ db: database.handleOnDuty('authentication') as never, secret: 'a secret of the tests that is long enough' },
  ...{ name: 'Kaskada', passkeyHost: 'localhost', newId },
};
const personId = people.trainer.BA.personId!;
const factors = openFactors(openLibrary(library));
await factors.createLogin(personId, 'lejla@example.org');
await factors.linkProvider(personId, 'ba', 'lejla');

const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [own, foreign] = [rsa(), rsa()];
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
let token = '';
let calls: string[] = [];
/** After so many calls every answer leads to another host. */
let movesAfter: number | null = null;
const server = createServer((request, response) => {
  calls.push(request.headers.host!.startsWith('localhost') ? request.url! : 'another host');
  if (movesAfter !== null && calls.length > movesAfter)
    return void response
      .writeHead(302, { location: `${issuer.replace('localhost', '127.0.0.1')}${request.url}` })
      .end();
  const answers: Record<string, unknown> = {
    '/.well-known/openid-configuration': discovery,
    '/elsewhere/.well-known/openid-configuration': discovery,
    '/keys': { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] },
    '/token': { access_token: 'an access token', token_type: 'Bearer', expires_in: 60, id_token: token },
  };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[request.url!] ?? {}));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => void server.close());
const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
const discovery = {
  ...{
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  },
  id_token_signing_alg_values_supported: ['RS256'],
};
const settings = {
  ...{ id: 'ba', issuer, clientId: 'kaskada', clientSecret: 'the secret of the client', isStrong: false },
  returnTo: 'http://localhost/sign-in/ministry/ba/return',
};
const provider = await openProvider(library, settings);
beforeEach(() => void (calls = []));

interface Forgery {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: KeyObject;
  signature?: (text: string) => string;
}

/** Signs in with a token of the provider as it should be, but for what is given; tells who came in. */
async function comeBackWith({ header, claims, key = own.privateKey, signature }: Forgery) {
  const { url, jar } = await provider.begin();
  const asked = new URL(url).searchParams;
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: issuer, sub: 'lejla', aud: 'kaskada', nonce: asked.get('nonce'), iat: now, exp: now + 60 };
  const text = `${encode({ alg: 'RS256', kid: 'own', ...header })}.${encode({ ...right, ...claims })}`;
  token = `${text}.${signature ? signature(text) : sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  const answer = new URLSearchParams({ code: 'a code', state: asked.get('state')! });
  return provider.finish(jar, answer, () => Promise.resolve(true));
}

const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
const publicPem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const forgeries: Record<string, Forgery> = {
  'signed by another key': { key: foreign.privateKey },
  'signed by a key that it brings along': {
    header: { kid: 'other', jwk: foreign.publicKey.export({ format: 'jwk' }), jku: 'http://localhost:9/keys' },
    key: foreign.privateKey,
  },
  'not signed': { header: { alg: 'none' }, signature: () => '' },
  'signed with the public key as if it were a secret': {
    header: { alg: 'HS256' },
    signature: (text) => createHmac('sha256', publicPem).update(text).digest('base64url'),
  },
  'of another issuer': { claims: { iss: 'https://elsewhere.example' } },
  'for another platform': { claims: { aud: 'another' } },
  'for nobody': { claims: { aud: undefined } },
  'out of date': { claims: { iat: anHourAgo - 60, exp: anHourAgo } },
  'without an end': { claims: { exp: undefined } },
  'not valid yet': { claims: { nbf: anHourAgo + 7200 } },
  'of another sign-in': { claims: { nonce: 'one that was used before' } },
  'of no sign-in': { claims: { nonce: undefined } },
};

describe('a token', () => {
  test('that is right lets its person in', async () => {
    expect(await comeBackWith({})).toEqual({ personId, isStrong: false });
    expect(calls).toContain('/token');
  });

  test.each(Object.entries(forgeries))('%s lets nobody in', async (_, forgery) => {
    expect(await comeBackWith(forgery)).toBeNull();
    expect(calls).toContain('/token');
  });
});

test('a discovery document of another issuer is not believed', async () => {
  await expect(openProvider(library, { ...settings, issuer: `${issuer}/elsewhere` })).rejects.toThrow(DiscoveryFailed);
});

test.each([0, 1])('a provider that leads to another host after %i answers is not followed', async (answers) => {
  movesAfter = answers;
  const followed = openProvider(library, settings).then((moved) => moved.begin());
  await expect(followed).rejects.toThrow();
  expect(calls.length).toBeGreaterThan(answers);
  expect(calls).not.toContain('another host');
  movesAfter = null;
});
