import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';

const appWith = (secret: string) => createOTP(new TextDecoder().decode(base32.decode(secret.replaceAll(' ', ''))));

/** What an app for codes would show now, for a secret as it is shown to be typed. */
export const codeOf = (secret: string): Promise<string> => appWith(secret).totp();

/** What it would show next, for whoever has used up the code of now: a code works once. */
export const nextCodeOf = (secret: string): Promise<string> =>
  appWith(secret).hotp(Math.floor(Date.now() / 30_000) + 1);
