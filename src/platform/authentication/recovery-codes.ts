import { randomBytes, randomInt, scrypt } from 'node:crypto';
import { twoAtATime } from './two-at-a-time.ts';

/** Once through 32 MB: a code is random, so a thief needs all of its 49 bits where a password may fall to a guess. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 } as const;

/** Letters and digits that are not taken for one another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten new codes, each in two groups of five, as their person keeps them. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    const code = Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });

/** What is kept of a set of codes: a salt that they share, and the hash of each. */
export async function hashRecoveryCodes(codes: readonly string[]): Promise<string[]> {
  const salt = randomBytes(16).toString('base64url');
  return Promise.all(codes.map((code) => hash(code, salt)));
}

/** What would be kept of a code if it were one of this set; it is of none when all were used. */
export const hashLike = (code: string, kept: readonly string[]): Promise<string> =>
  hash(code, kept[0]?.split(':')[0] || 'none');

const hash = (code: string, salt: string): Promise<string> =>
  twoAtATime(
    () =>
      new Promise((resolve, reject) =>
        scrypt(code, Buffer.from(salt, 'base64url'), 32, cost, (failure, key) =>
          failure ? reject(failure) : resolve(`${salt}:${key.toString('base64url')}`),
        ),
      ),
  );
