import type { FactorChange } from './types.ts';

/** How long things last, in milliseconds. */
const minute = 60_000;
export const lasting = {
  freshCheck: 10 * minute,
  invitation: 7 * 24 * 60 * minute,
  /** A code fits in the half minute before and after its own as well. */
  usedCode: 3 * minute,
  knownDevice: 400 * 24 * 60 * minute,
} as const;

/** How many wrong passwords are taken, and within which time. */
export const budgets = {
  pair: { most: 5, within: 15 * minute },
  address: { most: 60, within: 15 * minute },
  account: { most: 20, within: 60 * minute },
  device: { most: 10, within: 15 * minute },
} as const;

/**
 * Whether a change ends all other sign-ins: where a way in was exchanged, made narrower or taken away, whoever came in by
 * it goes with it. What is only added ends nothing.
 */
export const endsOthers = (change: FactorChange): boolean =>
  !['password_set', 'passkey_added', 'provider_linked'].includes(change);

/** The address as it is kept: addresses that differ in case alone are one. */
export const cleanEmail = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/** Whether this can be an e-mail address: one at sign, a name with a dot behind it, nothing that a header could choke on. */
export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/.test(text);

const shown: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bChrom(?:e|ium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** A browser as its owner would name it, such as “Firefox, Windows”; empty when it does not say. */
export function nameDevice(userAgent: string | null): string {
  const nameIn = (list: typeof shown) => list.find(([sign]) => sign.test(userAgent ?? ''))?.[1];
  return [nameIn(shown), nameIn(systems)].filter(Boolean).join(', ');
}

/** What an address is counted as: of IPv6 the first 64 bits, which is what one subscriber has. */
export function networkOf(address: string): string {
  if (!address.includes(':') || /^::ffff:\d+\./i.test(address)) return address;
  const [head, tail] = address.toLowerCase().split('::') as [string, string | undefined];
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const middle = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...middle, ...after]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
