import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';
import type { Visitor } from '#test/visitor.ts';

const appWith = (secret: string) => createOTP(new TextDecoder().decode(base32.decode(secret.replaceAll(' ', ''))));

/** What an app for codes would show now, for a secret as it is shown to be typed. */
export const codeOf = (secret: string): Promise<string> => appWith(secret).totp();

/** What it would show next, for whoever has used up the code of now: a code works once. */
export const nextCodeOf = (secret: string): Promise<string> =>
  appWith(secret).hotp(Math.floor(Date.now() / 30_000) + 1);

/** Sets an app for codes up on the page of the account, confirmed with its first code. */
export async function setUpCodes(visitor: Visitor): Promise<{ secret: string; recovery: string[] }> {
  const offered = await visitor.post('/account?/offerCodes');
  const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(offered.text)![1]!;
  const confirmed = await visitor.post('/account?/confirmCodes', { code: await codeOf(secret) });
  return { secret, recovery: recoveryCodesIn(confirmed.text) };
}

/** The recovery codes that a page shows. */
export const recoveryCodesIn = (text: string): string[] =>
  [...text.matchAll(/<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map(([, code]) => code!);
