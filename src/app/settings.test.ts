import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

describe('settings', () => {
  it('need nothing at all', () => {
    expect(readSettings('production', {})).toEqual({
      host: '127.0.0.1',
      port: 4170,
      takesNextPort: false,
      dataFolder: resolve('data'),
      databaseUrl: null,
      migrationUrl: null,
      signingKeyFile: join(resolve('data'), 'signing-key.pem'),
      surroundings: { proxies: 0, origin: null, host: '127.0.0.1' },
      logLevel: 'info',
      secret: null,
      secretFile: null,
      mail: null,
      providerFile: null,
    });
  });

  it('take an empty variable for none', () => {
    const empty = { HOST: '', PORT: '', DATA: '', DATABASE_URL: '', TRUST_PROXY: '', ORIGIN: '', LOG_LEVEL: '' };
    expect(readSettings('production', empty)).toEqual(readSettings('production', {}));
  });

  it('say what stands around', () => {
    const { surroundings } = readSettings('production', { ORIGIN: 'https://Kaskada.example/', TRUST_PROXY: '2' });
    expect(surroundings).toEqual({ proxies: 2, origin: 'https://kaskada.example', host: '127.0.0.1' });
  });

  it('keep the demo on this machine, believing nobody', () => {
    const env = { ORIGIN: 'https://kaskada.example', TRUST_PROXY: '1' };
    expect(readSettings('demo', env).surroundings).toEqual({ proxies: 0, origin: null, host: '127.0.0.1' });
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'kaskada.example'])
      expect(() => readSettings('demo', { HOST: host })).toThrow(/answers only on this machine/);
    for (const host of ['localhost', '127.0.0.2', '::1']) expect(readSettings('demo', { HOST: host }).host).toBe(host);
  });

  it('let the demo take another port only if none was asked for', () => {
    expect(readSettings('demo', {}).takesNextPort).toBe(true);
    expect(readSettings('demo', { PORT: '5000' })).toMatchObject({ port: 5000, takesNextPort: false });
  });

  it('say where mail is handed in, or that there is none', () => {
    const env = { SMTP_URL: 'smtp://mail.example.org:25', MAIL_FROM: 'Kaskada <kaskada@example.org>' };
    expect(readSettings('production', env).mail).toEqual({ url: env.SMTP_URL, from: env.MAIL_FROM });
    expect(() => readSettings('production', { MAIL_FROM: env.MAIL_FROM })).toThrow(/^SMTP_URL is/);
    expect(() => readSettings('production', { ...env, SMTP_URL: 'http://mail.example.org' })).toThrow(/^SMTP_URL is/);
    expect(() => readSettings('production', { ...env, MAIL_FROM: 'a@b.org\r\nBcc: c@d.org' })).toThrow(/^MAIL_FROM is/);
  });

  it.each([
    { PORT: '-1' },
    { PORT: '1.5' },
    { PORT: '65536' },
    { TRUST_PROXY: 'yes' },
    { ORIGIN: 'ftp://kaskada.example' },
    { ORIGIN: 'https://kaskada.example/app' },
    { LOG_LEVEL: 'all' },
  ])('refuse %j', (env) => {
    expect(() => readSettings('production', env)).toThrow(/not “/);
  });
});
