import { describe, expect, test } from 'vitest';
import { header, openHardenedSite } from '#test/hardening.ts';

/* Whoever follows a link to this site stays on this site. */

const { platform, site, routes, pathOf, send } = await openHardenedSite();
const form = { 'content-type': 'application/x-www-form-urlencoded', origin: site.origin, accept: 'text/html' };
const person = platform.people.trainer.BA.personId!;
await platform.connection.script(`update kaskada.person set origin = 'demo' where id = '${person}'`);

const elsewhere = [
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  '/.//elsewhere.example',
  '/x/..//elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  'https://elsewhere.example',
  'https:elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/%0d%0alocation:https://elsewhere.example',
  '/@elsewhere.example',
  '/home\r\nset-cookie: a=b',
  'elsewhere.example',
  '\u0000//elsewhere.example',
];

/** Where a browser that is here would go. */
function destination(location: string | null): string {
  expect(location).not.toBeNull();
  expect(location).toMatch(/^[\x21-\x7e]*$/);
  return new URL(location!, site.origin).origin;
}

describe.each(elsewhere)('%j', (to) => {
  const asked = encodeURIComponent(to);

  test('is no way on from the sign-in page', async () => {
    for (const isStranger of [true, false]) {
      const answer = await send({ path: `/sign-in?to=${asked}` }, isStranger);
      expect(answer.status).toBe(303);
      expect(destination(header(answer, 'location'))).toBe(site.origin);
    }
  });

  test('nor from stepping in, from the choice of appearance, or from signing out', async () => {
    const body = `person=${person}&to=${asked}&back=${asked}&theme=dark&redirect=${asked}`;
    for (const path of ['/step-in', '/theme', '/sign-out', `/sign-out?to=${asked}`]) {
      const answer = await send({ method: 'POST', path, headers: form, body });
      expect(answer.status).toBe(303);
      expect(destination(header(answer, 'location'))).toBe(site.origin);
      expect(answer.setsCookie).not.toContain('a=b');
    }
  });
});

test.each([
  '//elsewhere.example/?language=sr',
  '///elsewhere.example?language=sr',
  '/.//elsewhere.example/?language=sr',
  '/%5celsewhere.example/?language=sr',
  '/%2f%2felsewhere.example/?language=sr',
])('an address that is cleaned is still one of ours: %s', async (path) => {
  const answer = await send({ path }, true);
  if (header(answer, 'location') !== null) expect(destination(header(answer, 'location'))).toBe(site.origin);
});

test.each(routes.map((route) => [route.id, route] as const))(
  '%s sends nobody elsewhere, whatever it is asked',
  async (_, route) => {
    const names = ['to', 'back', 'next', 'url', 'redirect', 'redirect_uri', 'return', 'callbackURL', 'language'];
    const query = names.map((name) => `${name}=${encodeURIComponent('//elsewhere.example')}`).join('&');
    for (const isStranger of [true, false]) {
      const answer = await send({ path: `${pathOf(route)}?${query}` }, isStranger);
      if (header(answer, 'location') !== null) expect(destination(header(answer, 'location'))).toBe(site.origin);
    }
  },
);
