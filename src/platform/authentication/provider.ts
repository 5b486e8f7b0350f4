import { betterAuth } from 'better-auth';
import { genericOAuth, type GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import { fillJar, withJar, type Jar } from './jar.ts';
import { close, commonOptions, heard, type Heard, type LibrarySettings } from './library.ts';

/** An OpenID provider that vouches for people. */
export interface ProviderSettings {
  readonly id: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether everybody whom it vouches for has proven two things, said or not. */
  readonly isStrong: boolean;
  /** The address of ours to which it sends people back. */
  readonly returnTo: string;
}

/** What a provider says of somebody; signed by it and checked. */
export interface Vouched {
  readonly subject: string;
  /** Null unless it says that it has verified the address. */
  readonly verifiedEmail: string | null;
  readonly isStrong: boolean;
}

/** The visit to a provider and back. */
export interface Provider {
  /** Where to send the browser, and what it keeps meanwhile. */
  begin(): Promise<{ readonly url: string; readonly jar: Jar }>;
  /**
   * Takes up what it brings back. Before somebody is let in, `admit` decides whether they may be, and sees to it that
   * the provider's name for them belongs to a login. Null when it did not vouch for anybody, or nobody was admitted.
   */
  finish(
    jar: Jar,
    answer: URLSearchParams,
    admit: (vouched: Vouched) => Promise<boolean>,
  ): Promise<{ readonly personId: string; readonly isStrong: boolean } | null>;
}

/** The discovery document does not come, or is another's. */
export class DiscoveryFailed extends Error {}

interface Discovery {
  readonly userInfo: string | null;
  readonly address: string;
}

interface Visit extends Heard {
  readonly admit: (vouched: Vouched) => Promise<boolean>;
  isStrong?: boolean;
}

/**
 * Learns from the issuer itself where its parts are, and opens it. Only the issuer's own address is configured: what is
 * called is what it names there.
 */
export async function openProvider(library: LibrarySettings, settings: ProviderSettings): Promise<Provider> {
  const discovery = await discover(settings.issuer);
  const { api, $context } = betterAuth({
    ...commonOptions(library),
    baseURL: new URL(settings.returnTo).origin,
    plugins: [genericOAuth({ config: [configOf(settings, discovery)] })],
  });
  return {
    async begin() {
      const { headers, response } = await api.signInSocial({
        body: { provider: settings.id, callbackURL: '/', errorCallbackURL: '/', disableRedirect: true },
        headers: new Headers(),
        returnHeaders: true,
      });
      if (!response.url) throw new DiscoveryFailed(`${settings.issuer} has no address to send people to`);
      return { url: response.url, jar: fillJar(headers) };
    },
    async finish(jar, answer, admit) {
      const visit: Visit = { admit };
      const query = Object.fromEntries(answer);
      await heard.run(visit, () =>
        api.callbackOAuth({
          params: { id: settings.id },
          query,
          headers: withJar(jar),
          method: 'GET',
          asResponse: true,
        }),
      );
      const personId = await close({ $context: $context as never }, visit);
      return personId ? { personId, isStrong: visit.isStrong === true } : null;
    },
  };
}

const configOf = (settings: ProviderSettings, { address, userInfo }: Discovery): GenericOAuthConfig => ({
  providerId: settings.id,
  discoveryUrl: address,
  // With headers of its own the library follows no redirect to another host.
  discoveryHeaders: { accept: 'application/json' },
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  redirectURI: settings.returnTo,
  scopes: ['openid', 'email'],
  pkce: true,
  disableSignUp: true,
  requireIdTokenVerification: true,
  // The library has checked the token's signature, issuer, audience and nonce before it asks this.
  async getUserInfo({ idToken, accessToken }) {
    const visit = heard.getStore() as Visit | undefined;
    const claims = claimsOf(idToken);
    if (!visit || !claims) return null;
    const said = claims.email ? claims : await askUserInfo(userInfo, accessToken, claims.sub);
    const email = typeof said?.email === 'string' ? said.email.toLowerCase() : null;
    const isVerified = said?.email_verified === true || said?.email_verified === 'true';
    visit.isStrong = settings.isStrong || saysTwoFactors(claims);
    const vouched = { subject: claims.sub, verifiedEmail: isVerified ? email : null, isStrong: visit.isStrong };
    if (!(await visit.admit(vouched))) return null;
    const named = { id: claims.sub, sub: claims.sub, email: email ?? 'unknown@invalid.example' };
    return { ...named, emailVerified: false, name: '' };
  },
});

interface Claims {
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
  readonly amr?: unknown;
  readonly acr?: unknown;
}

function claimsOf(idToken: string | undefined): Claims | null {
  const payload = idToken?.split('.')[1];
  return payload ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims) : null;
}

/** By RFC 8176 `amr` names the methods, `mfa` among them; `acr` is the provider's own word, or ends with it (`urn:…:mfa`). */
const saysTwoFactors = ({ amr, acr }: Claims): boolean =>
  (Array.isArray(amr) && amr.includes('mfa')) || (typeof acr === 'string' && /(?:^|[:/])mfa$/i.test(acr));

async function askUserInfo(
  address: string | null,
  accessToken: string | undefined,
  sub: string,
): Promise<Claims | null> {
  if (!address || !accessToken) return null;
  const said = (await fetchJson(address, { authorization: `Bearer ${accessToken}` })) as Claims;
  return said.sub === sub ? said : null;
}

async function discover(issuer: string): Promise<Discovery> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const said = (await fetchJson(address).catch((cause: unknown) => {
    throw new DiscoveryFailed(`${address} does not answer`, { cause });
  })) as Record<string, unknown>;
  if (said['issuer'] !== issuer) throw new DiscoveryFailed(`${address} is the document of another issuer`);
  if (typeof said['jwks_uri'] !== 'string') throw new DiscoveryFailed(`${address} names no keys`);
  const userInfo = said['userinfo_endpoint'];
  return { address, userInfo: typeof userInfo === 'string' ? userInfo : null };
}

async function fetchJson(address: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(address, { headers, redirect: 'error', signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.json();
}
