import { expect, it } from 'vitest';
import { findPasswordProblem } from './password.ts';

const lejla = { email: 'lejla.mujic@mod.example.org', name: 'Lejla Mujić' };

it.each(['seven brown bears', 'ananas banana 77', 'тринаест ситних миша', 'x7#kQ9!vLp2$', 'zvezda pada u reku'])(
  '%s will do',
  (password) => expect(findPasswordProblem(password, lejla)).toBeNull(),
);

it.each([
  ['eleven char', 'tooShort'],
  ['x'.repeat(129), 'tooLong'],
  ['aaaaaaaaaaaaaaa', 'tooCommon'],
  ['abcdefghijklmno', 'tooCommon'],
  ['123456789012', 'tooCommon'],
  ['Kaskada!2026', 'tooCommon'],
  ['Srbija Srbija 1', 'tooCommon'],
  ['P@ssw0rd2026!', 'tooCommon'],
  ['qwertzuiop12', 'tooCommon'],
  ['1q2w3e4r5t6y', 'tooCommon'],
  ['LejlaMujić1!', 'tooPersonal'],
] as const)('%s will not: %s', (password, problem) => expect(findPasswordProblem(password, lejla)).toBe(problem));
