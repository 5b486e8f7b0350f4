import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no letter that looks like a digit or another letter. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 20;
const triesPerAddress = 10;
const triesInAll = 1000;

/** A code that proves, once, that somebody sees the console of the running platform. */
export interface OneTimeCode {
  /** 100 random bits in groups of four: `7K2M-…`. */
  readonly text: string;
  /** Whether this is the code; compared in constant time. After ten wrong tries an address is heard no more. */
  fits(typed: string, clientAddress: string): boolean;
  /** Makes the code worthless, once it has done its work. */
  spend(): void;
  /** Whether it no longer opens anything: used, or guessed at too often. */
  readonly isSpent: boolean;
}

/** A fresh code. */
export function makeOneTimeCode(): OneTimeCode {
  const text = [...randomBytes(length)].map((byte) => letters[byte % 32]).join('');
  const wanted = digest(text);
  const wrongTries = new Map<string, number>();
  let wrongInAll = 0;
  let isUsed = false;
  return {
    text: text.replace(/.{4}(?=.)/g, '$&-'),
    fits(typed, clientAddress) {
      const wrong = wrongTries.get(clientAddress) ?? 0;
      const isRight = timingSafeEqual(digest(asWritten(typed)), wanted);
      if (isUsed || wrongInAll >= triesInAll || wrong >= triesPerAddress) return false;
      if (isRight) return true;
      wrongTries.set(clientAddress, wrong + 1);
      wrongInAll += 1;
      return false;
    },
    spend: () => void (isUsed = true),
    get isSpent() {
      return isUsed || wrongInAll >= triesInAll;
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** What somebody typed as it was meant: any case, with or without dashes, O for 0, I and L for 1. */
const asWritten = (typed: string): string =>
  typed
    .slice(0, 100)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
