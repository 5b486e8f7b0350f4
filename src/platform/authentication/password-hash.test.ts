import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

test('a password is hashed slowly, with a salt of its own', async () => {
  const [one, other] = [await hashPassword('seven brown bears'), await hashPassword('seven brown bears')];
  expect(one).toMatch(/^scrypt-32768-8-3:[\w-]{22}:[\w-]{43}$/);
  expect(other).not.toBe(one);
  expect(await verifyPassword(other, 'seven brown bears')).toBe(true);
});

test('a password is taken as it was typed: neither cut nor in other letters', async () => {
  const long = `${'тринаест ситних миша '.repeat(6)}1`;
  const kept = await hashPassword(long);
  expect(await verifyPassword(kept, long)).toBe(true);
  for (const other of [long.slice(0, -1), long.toUpperCase(), ` ${long}`])
    expect(await verifyPassword(kept, other)).toBe(false);
});

test('however a keyboard writes a letter, it is that letter', async () => {
  expect(await verifyPassword(await hashPassword('šest žutih mačaka'.normalize('NFD')), 'šest žutih mačaka')).toBe(
    true,
  );
});

test('what was hashed in another way is no password', async () => {
  await expect(verifyPassword('00ff:00ff', 'seven brown bears')).rejects.toThrow('not known');
});
