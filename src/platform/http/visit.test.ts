import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { receive, tell, type Surroundings } from './visit.ts';

const open: Surroundings = { proxies: 0, origin: null, host: 'kaskada.example' };
const request = (headers: Record<string, string>) =>
  ({
    headers: { host: 'kaskada.example', ...headers },
    socket: { remoteAddress: '10.0.0.9' },
  }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  it('is what the socket says, whatever headers claim', () => {
    const claims = request({ 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4' });
    expect(receive(claims, open)).toEqual({
      protocol: 'http',
      origin: 'http://kaskada.example',
      clientAddress: '10.0.0.9',
    });
  });

  it('is what the proxies say, once they are trusted, and nothing that came before them', () => {
    const proxied = request({ 'x-forwarded-proto': 'http, https', 'x-forwarded-for': '6.6.6.6, 1.2.3.4, 10.0.0.1' });
    expect(receive(proxied, { ...open, proxies: 1 })).toMatchObject({ protocol: 'https', clientAddress: '10.0.0.1' });
    expect(receive(proxied, { ...open, proxies: 2 }).clientAddress).toBe('1.2.3.4');
    expect(receive(request({}), { ...open, proxies: 1 })).toMatchObject({
      protocol: 'http',
      clientAddress: '10.0.0.9',
    });
  });

  it('is the public address, where there is one', () => {
    const visit = receive(request({ host: '10.0.0.1:4170' }), { ...open, origin: 'https://kaskada.example' });
    expect(visit).toMatchObject({ protocol: 'https', origin: 'https://kaskada.example' });
  });

  it.each(['', 'a b', 'a/b', 'a@b', 'http://a', '[::1', 'a:b', 'a:99999', '-a', 'a,b'])(
    'refuses the host %j',
    (host) => {
      expect(() => receive(request({ host }), open)).toThrow('RequestMalformed');
    },
  );

  it.each([
    ['localhost:4170', 'http://localhost:4170'],
    ['127.0.0.1', 'http://127.0.0.1'],
    ['[::1]:80', 'http://[::1]'],
    ['LocalHost', 'http://localhost'],
  ])('always answers to %s', (host, origin) => {
    expect(receive(request({ host }), { ...open, host: '127.0.0.1' }).origin).toBe(origin);
  });

  it.each(['kaskada.example', 'localhost.kaskada.example', '127.0.0.1.kaskada.example', '10.0.0.9'])(
    'does not answer to %s without a public address',
    (host) => {
      expect(() => receive(request({ host }), { ...open, host: '127.0.0.1' })).toThrow('HostForeign');
    },
  );

  it.each([
    ['Kaskada.example', 'kaskada.example:4170'],
    ['FD00::1', '[fd00::1]:4170'],
    ['192.0.2.1', '192.0.2.1'],
  ])('listening on %s, answers to %s', (listening, host) => {
    expect(receive(request({ host }), { ...open, host: listening }).origin).toBe(`http://${host}`);
    expect(() => receive(request({ host: `a.${host}` }), { ...open, host: listening })).toThrow();
  });

  it('is told to the site in headers that overwrite what a client sent', () => {
    const req = request({ 'x-kaskada-protocol': 'https', 'x-kaskada-address': '127.0.0.1', 'x-request-id': 'mine' });
    tell(req, receive(req, open), 'ours');
    expect(req.headers).toMatchObject({
      'x-kaskada-protocol': 'http',
      'x-kaskada-host': 'kaskada.example',
      'x-kaskada-address': '10.0.0.9',
      'x-request-id': 'ours',
    });
  });
});
