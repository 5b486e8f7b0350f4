import { base32 } from '@better-auth/utils/base32';
import { createOTP } from '@better-auth/utils/otp';

/** What an app for codes would show now, for a secret as it is shown to be typed. */
export const codeOf = (secret: string): Promise<string> =>
  createOTP(new TextDecoder().decode(base32.decode(secret.replaceAll(' ', '')))).totp();
