import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@hyperjump/json-schema/openapi-3-1';
import { describe, expect, test } from 'vitest';
import { conforms, openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const root = join(import.meta.dirname, '../..');
const { database, people } = await openTestPlatform();
const site = await openTestSite(database);
const { description, as } = await openTestApi(site, people.stranger);
const ask = await as(people.stranger);

const metaSchema = 'https://spec.openapis.org/oas/3.1/schema-draft-2020-12';

test('the description is OpenAPI 3.1, and its schemas are JSON Schema; broken ones would not be', async () => {
  const judge = async (described: unknown) => (await validate(metaSchema, described as never)).valid;
  expect(await judge(description)).toBe(true);
  expect(await judge({ ...description, paths: { figures: {} } })).toBe(false);
  expect(await judge({ ...description, components: { schemas: { Figure: { type: 'number or so' } } } })).toBe(false);
});

test('the cookie is named as it is called over http and over https', () => {
  const { signIn } = (description.components as unknown as { securitySchemes: Record<string, Record<string, string>> })
    .securitySchemes;
  expect(signIn).toMatchObject({ in: 'cookie', name: 'kaskada_sign_in' });
  expect(signIn!['description']).toMatch(/https.*`__Host-kaskada_sign_in`.*http.*`kaskada_sign_in`/);
});

const routes = readdirSync(join(root, 'src/routes/api/v1'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('+server.ts'))
  .map((path) => `/${path.replace(/\/\+server\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')}`);

/** What every domain says about who may do what. */
const access = readdirSync(join(root, 'src/domains'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('access.ts'))
  .map((path) => readFileSync(join(root, 'src/domains', path), 'utf8'))
  .join('\n');

test('every route is described, and every described path is a route', () => {
  expect(Object.keys(description.paths).sort()).toEqual(routes.sort());
});

describe.each(Object.entries(description.paths))('%s', (path, operations) => {
  const address = path.replaceAll(/\{\w+\}/g, 'x');
  const methods = Object.keys(operations)
    .filter((name) => name !== 'parameters')
    .map((name) => name.toUpperCase());

  test('answers the methods that are described, and no other', async () => {
    const { status, headers, json } = await ask('PATCH', address, '{}', { 'content-type': 'application/json' });
    expect(status).toBe(405);
    expect(json.name).toBe('MethodNotOffered');
    const allowed = headers.get('allow')!.split(', ');
    expect(allowed.filter((method) => method !== 'HEAD').sort()).toEqual(methods.sort());
  });

  test.each(methods)('%s says who may, as the domain does, and strangers are let in only there', async (method) => {
    const { description: said, security } = operations[method.toLowerCase()]!;
    const who = said.replace('Who may: ', '');
    if (security.length === 0) return expect(who).toBe('Anybody.');
    for (const sentence of who.split(/(?<=\.) (?=[A-Z])/)) expect(access).toContain(`/** ${sentence} */`);
    const { status, json } = await ask(method, address);
    expect([status, json.name]).toEqual([401, 'SignInNeeded']);
  });
});

test('schemas are held to: what they do not allow does not conform', async () => {
  const { json } = await ask('GET', '/figures');
  expect(await conforms('FigureList', json)).toBe(true);
  expect(await conforms('FigureList', { figures: [{ ...json.figures[0], asAt: 'yesterday' }] })).toBe(false);
  expect(await conforms('FigureList', { figures: [{ ...json.figures[0], value: 'few' }] })).toBe(false);
});

test('nothing else is at an address that nobody described', async () => {
  const { status, json } = await ask('GET', '/nothing');
  expect([status, json.name, json.type]).toEqual([404, 'PageMissing', 'urn:kaskada:problem:PageMissing']);
});
