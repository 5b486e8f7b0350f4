import { isStolen } from '#platform/authentication/stolen-passwords.ts';
import { findPasswordProblem, type PasswordProblem } from '#domains/authentication/rules/password.ts';

/** What a form says about a new password. */
export type PasswordProblemKey = `identity.problem.password.${PasswordProblem}`;

/** What is wrong with a password that somebody chooses; null when nothing is. */
export async function judgePassword(
  password: unknown,
  about: { email: string; name: string },
): Promise<PasswordProblemKey | null> {
  const typed = typeof password === 'string' ? password : '';
  const problem = findPasswordProblem(typed, about) ?? ((await isStolen(typed)) ? 'tooCommon' : null);
  return problem && `identity.problem.password.${problem}`;
}
