import { createOTP } from '@better-auth/utils/otp';
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { fillJar, withJar, type Jar } from './jar.ts';
import { heard, type Library } from './library.ts';
import { hashRecoveryCodes, newRecoveryCodes } from './recovery-codes.ts';

/** A question to an authenticator, and the jar in which its challenge is remembered. */
export interface PasskeyQuestion {
  readonly options: Record<string, unknown>;
  readonly jar: Jar;
}

/** A passkey as its holder sees it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** Whether its maker keeps a copy, so that it outlives the device. */
  readonly isBackedUp: boolean;
}

/** How somebody can sign in. */
export interface FactorList {
  readonly email: string;
  readonly hasPassword: boolean;
  readonly hasCodes: boolean;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly Passkey[];
  /** The providers that vouch for them. */
  readonly providers: readonly string[];
}

/** What an app that shows codes is told, once. */
export interface CodesOffer {
  /** For the picture: an `otpauth:` address. */
  readonly uri: string;
  /** The same to type, in groups of four. */
  readonly secret: string;
}

/** The ways of signing in of one person. The caller has proven that it is they who ask. */
export interface Factors {
  /** Null for somebody without a login. */
  list(personId: string): Promise<FactorList | null>;
  isTaken(email: string): Promise<boolean>;
  createLogin(personId: string, email: string): Promise<void>;
  setPassword(personId: string, password: string): Promise<void>;
  checkPassword(personId: string, password: string): Promise<boolean>;
  linkProvider(personId: string, provider: string, subject: string): Promise<void>;
  askForNewPasskey(personId: string, email: string): Promise<PasskeyQuestion>;
  addPasskey(
    personId: string,
    jar: Jar,
    response: Record<string, unknown>,
    name: string,
    origin: string,
  ): Promise<boolean>;
  /** Tells whether there was one. */
  renamePasskey(personId: string, id: string, name: string): Promise<boolean>;
  /** Tells whether there was one. */
  removePasskey(personId: string, id: string): Promise<boolean>;
  /** Begins to set up codes; the same offer is repeated until they are confirmed. */
  offerCodes(personId: string, email: string): Promise<CodesOffer>;
  /** Confirms them with a first code; returns the recovery codes, or null when the code is wrong. */
  confirmCodes(personId: string, code: string): Promise<readonly string[] | null>;
  /** Whether this is what their app shows now. Whoever asks counts, and uses the code up. */
  checkCode(personId: string, code: string): Promise<boolean>;
  removeCodes(personId: string): Promise<void>;
  renewRecoveryCodes(personId: string): Promise<readonly string[]>;
  /** What is kept of those that still work: hashes. */
  keptRecoveryCodes(personId: string): Promise<readonly string[]>;
}

interface SecondFactorRow {
  readonly id: string;
  readonly secret: string;
  readonly backupCodes: string;
  readonly verified: boolean;
}

/** The ways of signing in, over an opened library. */
export function openFactors(library: Library): Factors {
  const context = () => library.$context;
  const ofPerson = (personId: string) => [{ field: 'userId', value: personId }];

  async function findSecondFactor(personId: string): Promise<SecondFactorRow | null> {
    const { adapter } = await context();
    return adapter.findOne<SecondFactorRow>({ model: 'twoFactor', where: ofPerson(personId) });
  }

  async function encrypt(data: string): Promise<string> {
    return symmetricEncrypt({ key: (await context()).secretConfig, data });
  }
  const decrypt = async (data: string) => symmetricDecrypt({ key: (await context()).secretConfig, data });

  async function renewRecoveryCodes(personId: string) {
    const { adapter } = await context();
    const codes = newRecoveryCodes();
    const backupCodes = await encrypt(JSON.stringify(await hashRecoveryCodes(codes)));
    await adapter.update({ model: 'twoFactor', where: ofPerson(personId), update: { backupCodes } });
    return codes;
  }

  const keptCodesOf = async ({ backupCodes }: SecondFactorRow) => JSON.parse(await decrypt(backupCodes)) as string[];

  return {
    async list(personId) {
      const { adapter, internalAdapter } = await context();
      const login = await internalAdapter.findUserById(personId);
      if (!login) return null;
      const accounts = await internalAdapter.findAccounts(personId);
      const second = await findSecondFactor(personId);
      const hasCodes = second?.verified === true;
      const passkeys = await adapter.findMany<{ id: string; name: string; createdAt: Date; backedUp: boolean }>({
        model: 'passkey',
        where: ofPerson(personId),
        sortBy: { field: 'createdAt', direction: 'asc' },
      });
      return {
        email: login.email,
        hasPassword: accounts.some(({ providerId }) => providerId === 'credential'),
        hasCodes,
        recoveryCodesLeft: hasCodes ? (await keptCodesOf(second)).length : 0,
        passkeys: passkeys.map(({ id, name, createdAt, backedUp }) => ({ id, name, createdAt, isBackedUp: backedUp })),
        providers: accounts.map(({ providerId }) => providerId).filter((id) => id !== 'credential'),
      };
    },
    async isTaken(email) {
      return (await (await context()).internalAdapter.findUserByEmail(email)) !== null;
    },
    async createLogin(personId, email) {
      const { adapter } = await context();
      const at = { createdAt: new Date(), updatedAt: new Date() };
      const data = { id: personId, email, emailVerified: true, name: '', ...at };
      await adapter.create({ model: 'user', data, forceAllowId: true });
    },
    async setPassword(personId, password) {
      const { internalAdapter, password: passwords } = await context();
      const hash = await passwords.hash(password);
      const accounts = await internalAdapter.findAccounts(personId);
      if (accounts.some(({ providerId }) => providerId === 'credential'))
        return internalAdapter.updatePassword(personId, hash);
      const account = { providerId: 'credential', accountId: personId, password: hash };
      await internalAdapter.createAccount({ userId: personId, ...account });
    },
    async checkPassword(personId, password) {
      const { internalAdapter, password: passwords } = await context();
      const accounts = await internalAdapter.findAccounts(personId);
      const hash = accounts.find(({ providerId }) => providerId === 'credential')?.password;
      return hash ? passwords.verify({ hash, password }) : false;
    },
    async linkProvider(personId, provider, subject) {
      const { internalAdapter } = await context();
      await internalAdapter.createAccount({ userId: personId, providerId: provider, accountId: subject });
    },
    async askForNewPasskey(personId, email) {
      const { headers, response } = await library.api.generatePasskeyRegistrationOptions({
        query: { context: JSON.stringify({ id: personId, name: email }) },
        headers: new Headers(),
        returnHeaders: true,
      });
      return { options: { ...response }, jar: fillJar(headers) };
    },
    async addPasskey(personId, jar, response, name, origin) {
      try {
        await heard.run({ mayAddFor: personId }, () =>
          library.api.verifyPasskeyRegistration({ body: { response, name }, headers: withJar(jar, { origin }) }),
        );
        return true;
      } catch (failure) {
        if (typeof failure === 'object' && failure !== null && 'statusCode' in failure) return false;
        throw failure;
      }
    },
    async renamePasskey(personId, id, name) {
      const { adapter } = await context();
      const where = [...ofPerson(personId), { field: 'id', value: id }];
      return (await adapter.updateMany({ model: 'passkey', where, update: { name } })) > 0;
    },
    async removePasskey(personId, id) {
      const { adapter } = await context();
      const where = [...ofPerson(personId), { field: 'id', value: id }];
      return (await adapter.deleteMany({ model: 'passkey', where })) > 0;
    },
    async offerCodes(personId, email) {
      const { adapter, appName } = await context();
      const begun = await findSecondFactor(personId);
      if (begun?.verified) throw new Error('Codes have been set up already.');
      const secret = begun ? await decrypt(begun.secret) : generateRandomString(32);
      if (!begun) {
        const data = {
          userId: personId,
          secret: await encrypt(secret),
          backupCodes: await encrypt('[]'),
          verified: false,
        };
        await adapter.create({ model: 'twoFactor', data });
      }
      const uri = createOTP(secret).url(appName, email);
      return { uri, secret: new URL(uri).searchParams.get('secret')!.replace(/(.{4})(?=.)/g, '$1 ') };
    },
    async confirmCodes(personId, code) {
      const { adapter, internalAdapter } = await context();
      const begun = await findSecondFactor(personId);
      if (!begun || begun.verified || !(await createOTP(await decrypt(begun.secret)).verify(code))) return null;
      const codes = await renewRecoveryCodes(personId);
      await adapter.update({ model: 'twoFactor', where: ofPerson(personId), update: { verified: true } });
      await internalAdapter.updateUser(personId, { twoFactorEnabled: true });
      return codes;
    },
    async checkCode(personId, code) {
      const second = await findSecondFactor(personId);
      return second?.verified === true && createOTP(await decrypt(second.secret)).verify(code);
    },
    async removeCodes(personId) {
      const { adapter, internalAdapter } = await context();
      await internalAdapter.updateUser(personId, { twoFactorEnabled: false });
      await adapter.deleteMany({ model: 'twoFactor', where: ofPerson(personId) });
    },
    renewRecoveryCodes,
    async keptRecoveryCodes(personId) {
      const second = await findSecondFactor(personId);
      return second ? keptCodesOf(second) : [];
    },
  };
}
