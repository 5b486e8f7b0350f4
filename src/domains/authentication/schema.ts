import * as v from 'valibot';
import { cleanLine } from '#shared/clean-text.ts';
import { cleanEmail, isEmail } from './rules.ts';
import { passwordLength } from './rules/password.ts';

/** What a browser sends of a text field; a field that is missing is an empty one. */
const text = (most: number) => v.optional(v.pipe(v.string(), v.maxLength(most)), '');

/** The form of signing in with a password. */
export const passwordSchema = v.object({
  email: v.pipe(text(400), v.transform(cleanEmail)),
  password: text(4 * passwordLength.most),
});

/** The form of a code: six figures from an app, or a recovery code; blanks and capitals do not matter. */
export const codeSchema = v.object({
  code: v.pipe(
    text(60),
    v.transform((code) => code.replace(/[\s-]/g, '').toLowerCase()),
  ),
});

/** What an authenticator answers, as the script sends it: JSON in a form field. */
export const passkeySchema = v.object({
  response: v.pipe(text(20_000), v.parseJson(), v.record(v.string(), v.unknown())),
  name: v.pipe(
    text(400),
    v.transform(cleanLine),
    v.trim(),
    v.transform((name) => [...name].slice(0, 60).join('')),
  ),
});

/** The field of an address at which somebody is to sign in. */
export const emailSchema = v.object({
  email: v.pipe(text(400), v.transform(cleanEmail), v.check(isEmail, 'identity.problem.emailMissing')),
});
