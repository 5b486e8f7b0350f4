import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt with 32 MB of memory, three times over: as many steps as OWASP asks for with so much memory. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 } as const;
const name = `scrypt-${cost.N}-${cost.r}-${cost.p}`;

/**
 * What is kept of a password: how it was hashed, a salt of its own, and the hash. A password is taken as it was typed;
 * only letters that machines write in several ways (`š` as one sign or as two) are made one.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return [name, salt.toString('base64url'), (await derive(password, salt)).toString('base64url')].join(':');
}

/** Whether a password is the one of which this is kept. */
export async function verifyPassword(kept: string, password: string): Promise<boolean> {
  const [how, salt = '', hash = ''] = kept.split(':');
  if (how !== name) throw new Error('This password was hashed in a way that is not known.');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url')), Buffer.from(hash, 'base64url'));
}

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, cost, (failure, key) => (failure ? reject(failure) : resolve(key))),
  );
