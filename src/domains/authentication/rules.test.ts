import { describe, expect, it } from 'vitest';
import { cleanEmail, isEmail, nameDevice } from './rules.ts';

describe('an e-mail address', () => {
  it.each(['ana@example.org', 'a.b+c@mail.mod.gov.me', 'аna@пример.срб'])('can be %s', (text) =>
    expect(isEmail(cleanEmail(text))).toBe(true),
  );
  it.each(['ana', 'ana@', '@example.org', 'a b@example.org', 'ana@example', 'ana@example.org\nBcc: b@example.org'])(
    'cannot be %j',
    (text) => expect(isEmail(cleanEmail(text))).toBe(false),
  );
  it.each(['a@example.org, b@example.org', 'Ana <ana@example.org>', 'a@b@example.org', `${'a'.repeat(250)}@b.org`])(
    'is one, not %j',
    (text) => expect(isEmail(text)).toBe(false),
  );
});

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox, Windows'],
  ['Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36', 'Chrome, Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1',
    'Safari, iOS',
  ],
  ['curl/8', ''],
  [null, ''],
])('%s is called %j', (userAgent, name) => expect(nameDevice(userAgent)).toBe(name));
