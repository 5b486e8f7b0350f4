import { findPasswordProblem, type PasswordProblem } from '#domains/authentication/rules/password.ts';

/** What a form says about a new password. */
export type PasswordProblemKey = `identity.problem.password.${PasswordProblem}`;

/** What is wrong with a password that somebody chooses; null when nothing is. */
export function judgePassword(password: unknown, about: { email: string; name: string }): PasswordProblemKey | null {
  const problem = findPasswordProblem(typeof password === 'string' ? password : '', about);
  return problem && `identity.problem.password.${problem}`;
}
