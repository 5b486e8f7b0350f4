import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { actionPath } from '#test/site-map.ts';
import { header, openHardenedSite } from '#test/hardening.ts';

/* Another site can make a browser send requests here, with the cookies of whoever uses it. It gets nothing done. */

const { platform, site, routes, pathOf, send } = await openHardenedSite();

const form = 'application/x-www-form-urlencoded';
const forms = routes.flatMap((route) => [
  ...route.actions.map((action) => ['POST', actionPath(pathOf(route), action)] as const),
  ...(route.methods.includes('POST') ? [['POST', pathOf(route)] as const] : []),
]);
const writes = routes.flatMap((route) =>
  route.methods.filter((method) => /PUT|PATCH|DELETE/.test(method)).map((method) => [method, pathOf(route)] as const),
);
const senders = {
  'another site': 'https://elsewhere.example',
  'a page without origin': 'null',
  'our name, another port': 'http://localhost:1',
};

/** Everything that was ever changed, and every sign-in that was ended. That somebody looked is noted too, and no change. */
async function state() {
  const { rows } = await sql<{ changes: number; ended: number }>`select
    (select count(*) from kaskada.audit_entry
      where action in ('insert', 'update', 'delete') and table_name <> 'sign_in') as changes,
    (select count(*) from kaskada.sign_in where ended_at is not null) as ended`.execute(platform.connection.db);
  return rows[0]!;
}

test('there are forms and writes to try', () => {
  expect(forms.length).toBeGreaterThan(5);
  expect(writes.length).toBeGreaterThan(3);
});

describe.each([...forms, ...writes])('%s %s', (method, path) => {
  test.each(Object.entries(senders))('is refused from %s, whatever it sends', async (_, origin) => {
    const before = await state();
    for (const type of [form, 'text/plain', 'multipart/form-data; boundary=a', 'application/json', ''])
      expect(
        (await send({ method, path, headers: { origin, ...(type && { 'content-type': type }) }, body: '{}' })).status,
      ).toBe(403);
    expect(await state()).toEqual(before);
  });

  test('is refused from nowhere, sent as a form can be sent', async () => {
    const before = await state();
    for (const type of [form, 'TEXT/plain ; charset=utf-8', 'multipart/form-data; boundary=a', ''])
      expect((await send({ method, path, headers: type ? { 'content-type': type } : {}, body: 'a=b' })).status).toBe(
        403,
      );
    expect(await state()).toEqual(before);
  });

  test('tells no other site that it may', async () => {
    const headers = { origin: senders['another site'], 'access-control-request-method': method };
    const answer = await send({ method: 'OPTIONS', path, headers });
    expect(answer.headers.toLowerCase()).not.toContain('access-control-');
  });
});

test('nothing changes by being looked at, by whatever parameter', async () => {
  const before = await state();
  for (const route of routes)
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      for (const action of route.actions.length > 0 ? route.actions : ['delete'])
        await send({
          method,
          path: `${pathOf(route)}?/${action}&_method=DELETE`,
          headers: { 'x-http-method-override': 'DELETE' },
        });
  expect(await state()).toEqual(before);
});

test('the sign-in goes along with no request that another site made, and no script reads it', async () => {
  const { person } = { person: platform.people.coordinator.BA.personId! };
  await platform.connection.script(`update kaskada.person set origin = 'demo' where id = '${person}'`);
  const body = `person=${person}&to=`;
  const answer = await send(
    {
      method: 'POST',
      path: '/step-in',
      headers: { 'content-type': form, origin: site.origin, accept: 'text/html' },
      body,
    },
    true,
  );
  expect(answer.status).toBe(303);
  expect(header(answer, 'set-cookie')).toMatch(/^kaskada_sign_in=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/i);
});
