import { expect, it } from 'vitest';
import { isStolen } from './stolen-passwords.ts';

it.each(['mailcreated5240', 'MailCreated5240', 'polniypizdec0211', 'sojdlg123aljg', 'manchesterunited'])(
  '%s was stolen',
  async (password) => expect(await isStolen(password)).toBe(true),
);

it.each(['seven brown bears', 'tri hitra vuka', 'x7#kQ9!vLp2$', ''])('“%s” was not', async (password) =>
  expect(await isStolen(password)).toBe(false),
);
