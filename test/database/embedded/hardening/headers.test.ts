import { describe, expect, test } from 'vitest';
import { header, openHardenedSite } from '#test/hardening.ts';

const { site, routes, pathOf, send } = await openHardenedSite();
const { origin } = site;

const form = { 'content-type': 'application/x-www-form-urlencoded', origin };
const kinds: Record<string, () => ReturnType<typeof send>> = {
  'a redirect of the address': () => send({ path: '/home/' }),
  'a redirect of a form': () => send({ method: 'POST', path: '/theme', headers: form, body: 'theme=dark' }),
  'a choice of language': () => send({ path: '/?language=sr' }),
  'a static file': () => send({ path: '/favicon.svg' }),
  'a static file that is missing': () => send({ path: '/_app/immutable/nothing.js' }),
  'a refusal of the interface': () => send({ path: '/api/v1/sessions' }, true),
  'a refusal for a program': () => send({ path: '/%zz', headers: { accept: 'application/json' } }),
  'a form from elsewhere': () =>
    send({ method: 'POST', path: '/theme', headers: { ...form, origin: 'null' }, body: 'a' }),
  'data of a page': () => send({ path: '/sessions/__data.json' }),
  'a method that is not offered': () =>
    send({ method: 'PUT', path: '/home', headers: { ...form, 'content-type': 'application/json' } }),
};
const looks = routes.flatMap((route) =>
  [false, true].map(
    (isStranger) =>
      [route.id, isStranger ? 'a stranger' : 'a coordinator', () => send({ path: pathOf(route) }, isStranger)] as const,
  ),
);

/** What other sites may frame and show, and nothing else: the cards of figures. */
const isCard = (id: string) => id.startsWith('/embed/');

describe.each([...Object.entries(kinds).map(([name, ask]) => [name, 'anybody', ask] as const), ...looks])(
  '%s, for %s',
  (id, __, ask) => {
    test('can be framed, sniffed, or run by nobody', async () => {
      const answer = await ask();
      expect(answer.status).toBeLessThan(500);
      const policy = header(answer, 'content-security-policy')!;
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(isCard(id) ? /frame-ancestors \*$/ : /frame-ancestors 'none'/);
      expect(policy).toMatch(/base-uri 'none'/);
      expect(policy).toMatch(/form-action '(?:none|self)'/);
      expect(policy.replace(isCard(id) ? /frame-ancestors \*$/ : '', '')).not.toMatch(
        /unsafe-inline|unsafe-eval|\*|https?:/,
      );
      expect(header(answer, 'x-content-type-options')).toBe('nosniff');
      expect(header(answer, 'x-frame-options')).toBe(isCard(id) ? null : 'DENY');
      expect(header(answer, 'referrer-policy')).toBe('same-origin');
      expect(header(answer, 'cross-origin-opener-policy')).toBe('same-origin');
      expect(header(answer, 'cross-origin-resource-policy')).toBe(isCard(id) ? 'cross-origin' : 'same-origin');
      expect(header(answer, 'x-powered-by')).toBeNull();
      expect(header(answer, 'server')).toBeNull();
      expect(answer.headers.toLowerCase()).not.toContain('access-control-');
      if (answer.body.length > 0)
        expect(answer.type).toMatch(
          /^(?:text\/(?:html|csv|plain); ?charset=utf-8$|image\/svg\+xml(?:; charset=utf-8)?|application\/(?:(?:problem|ld)\+)?json|application\/atom\+xml; charset=utf-8$|application\/pdf$|application\/vnd\.)/,
        );
    });
  },
);

describe('what a signed-in person is shown', () => {
  test.each(routes.map((route) => [route.id, route] as const))('%s is kept in no cache', async (_, route) => {
    expect(header(await send({ path: pathOf(route) }), 'cache-control')).toMatch(/no-store/);
  });
});
