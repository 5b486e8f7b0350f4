import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz/run.ts';
import { actionsInCode, routesInCode } from '#test/fuzz/world.ts';
import { openTestPlatform } from '#test/platform.ts';
import { readSiteMap } from '#test/site-map.ts';

// The same requests each time, so that a change that breaks something is told from a seed that found something.
// `npm run test:full` sends a hundred times as many, by a seed of its own.
const seed = 20_261_123;
const requests = 1_000;
const timeout = 300_000;

const platform = await openTestPlatform();
const unguarded = await openTestPlatform();

test('a thousand requests of everybody to everything break nothing and cross no border', { timeout }, async () => {
  const { sent, broken, crossings } = await fuzz(platform, requests, seed);
  expect(broken).toEqual([]);
  expect(crossings).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(requests);
});

test('a border that is open is noticed', { timeout }, async () => {
  for (const table of ['training_session', 'session_draft', 'session_version', 'session_return'])
    await unguarded.connection.script(`alter policy ${table}_find on kaskada.${table} using (true)`);
  const { crossings } = await fuzz(unguarded, 0, seed);
  expect(crossings.join('\n')).toMatch(/zx-ba-[\s\S]*"who":"trainer of RS"/);
});

test('no route and no form of the code is left out', async () => {
  const routes = await readSiteMap();
  expect(routes.map(({ id }) => id).sort()).toEqual(await routesInCode());
  for (const { id, actions } of routes) if (actions.length > 0) expect(actions).toEqual(actionsInCode(id));
});
