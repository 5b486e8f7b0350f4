import { AsyncLocalStorage } from 'node:async_hooks';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Kysely } from 'kysely';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { twoAtATime } from './two-at-a-time.ts';

/** What the library needs to hold ceremonies. */
export interface LibrarySettings {
  /** Reaches the tables of authentication, and nothing else. */
  readonly db: Kysely<never>;
  /** Signs what browsers hold and encrypts what is kept. */
  readonly secret: string;
  /** The name under which authenticators keep what belongs to us. */
  readonly name: string;
  /** The host name that passkeys belong to. */
  readonly passkeyHost: string;
  readonly newId: () => string;
}

/** What happened during one call of the library, as far as its answer does not tell. */
export interface Heard {
  session?: { readonly userId: string; readonly token: string };
  userVerified?: boolean;
  /** Whose passkey may be added in this call. */
  mayAddFor?: string;
}

/** The call that is being made. */
export const heard = new AsyncLocalStorage<Heard>();

const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;

/** How the library's tables are called here, and how it behaves wherever it is used. */
export const commonOptions = ({ db, secret, name, newId }: LibrarySettings) =>
  ({
    appName: name,
    secret,
    database: { db: db as never, type: 'postgres', transaction: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: { database: { generateId: newId }, useSecureCookies: false, cookiePrefix: 'ceremony' },
    user: { modelName: 'login', fields: { emailVerified: 'email_verified', ...stamps } },
    account: {
      modelName: 'login_credential',
      fields: {
        accountId: 'subject',
        providerId: 'provider',
        userId: 'person_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_until',
        refreshTokenExpiresAt: 'refresh_token_until',
        ...stamps,
      },
      // Who belongs to whom is decided by us, before the library looks.
      accountLinking: { enabled: false },
      updateAccountOnSignIn: false,
    },
    session: {
      modelName: 'ceremony',
      fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'address', userAgent: 'device', ...stamps },
      expiresIn: 600,
    },
    verification: { modelName: 'challenge', fields: { expiresAt: 'expires_at', ...stamps } },
    databaseHooks: {
      session: {
        create: {
          after: async ({ userId, token }: { userId: string; token: string }) =>
            void Object.assign(heard.getStore() ?? {}, { session: { userId, token } }),
        },
      },
    },
  }) as const;

/** Opens the library with what happens on this machine: passwords, codes and passkeys. It calls nobody. */
export const openLibrary = (settings: LibrarySettings) =>
  betterAuth({
    ...commonOptions(settings),
    baseURL: 'http://localhost',
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 128,
      password: {
        hash: (password) => twoAtATime(() => hashPassword(password)),
        verify: ({ hash, password }) => twoAtATime(() => verifyPassword(hash, password)),
      },
    },
    plugins: [codes(settings.name), passkeys(settings)],
  });

const codes = (issuer: string) =>
  twoFactor({
    issuer,
    schema: {
      user: { fields: { twoFactorEnabled: 'has_second_factor' } },
      twoFactor: {
        modelName: 'second_factor',
        fields: {
          backupCodes: 'recovery_codes',
          userId: 'person_id',
          verified: 'is_confirmed',
          failedVerificationCount: 'failures',
          lockedUntil: 'locked_until',
        },
      },
    },
  });

const passkeys = ({ name, passkeyHost }: LibrarySettings) =>
  passkey({
    rpName: name,
    rpID: passkeyHost,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      // No session of the library stands behind this: the caller has proven who asks, and says so here.
      requireSession: false,
      resolveUser: async ({ context }) => JSON.parse(context ?? '{}') as { id: string; name: string },
      afterVerification: ({ user, verification }) => {
        if (user.id !== heard.getStore()?.mayAddFor) throw new Error('This passkey was asked of somebody else.');
        if (!verification.registrationInfo?.userVerified) throw new Error('This passkey did not verify its user.');
      },
    },
    authentication: {
      afterVerification: ({ verification }) =>
        void Object.assign(heard.getStore() ?? {}, { userVerified: verification.authenticationInfo.userVerified }),
    },
    schema: {
      passkey: {
        modelName: 'passkey',
        fields: {
          publicKey: 'public_key',
          userId: 'person_id',
          credentialID: 'credential_id',
          deviceType: 'device_type',
          backedUp: 'is_backed_up',
          createdAt: 'created_at',
          aaguid: 'authenticator',
        },
      },
    },
  });

/** The library, opened. */
export type Library = ReturnType<typeof openLibrary>;

/** Whose session a ceremony made; it is deleted. */
export async function close(library: Pick<Library, '$context'>, { session }: Heard): Promise<string | null> {
  if (!session) return null;
  const { internalAdapter } = await library.$context;
  await internalAdapter.deleteSession(session.token);
  return session.userId;
}

/** Whether the library said no, rather than broke. */
export const isAnswer = (failure: unknown): failure is { statusCode: number; body?: { code?: string } } =>
  typeof failure === 'object' && failure !== null && 'statusCode' in failure && Number(failure.statusCode) < 500;
