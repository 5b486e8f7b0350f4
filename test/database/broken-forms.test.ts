import { describe, expect, test } from 'vitest';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, sessionOf, submit } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { actionPath, fillIn, readSiteMap } from '#test/site-map.ts';
import { openTestSite } from '#test/site.ts';

/* Forms that no page of ours sends. Each was once answered as if we had made a mistake (500). */

const platform = await openTestPlatform();
const { people, ministries } = platform;
const site = await openTestSite(platform.database);
const { as } = await openTestApi(site, people.stranger);
const surroundings = await layOutNetwork(platform);
const told = await submit(await as(people.trainer.BA), ministries.BA, sessionOf(surroundings, 'BA'));

// Signed in anew each time: among the forms is one that ends other sign-ins.
const send = async (path: string, body: URLSearchParams | FormData) =>
  (await site.as(people.coordinator.BA))(path, {
    method: 'POST',
    headers: { origin: site.origin, accept: 'text/html' },
    body,
  });

const routes = await readSiteMap();
const actions = routes.flatMap(({ path, actions, methods }) => [
  ...actions.map((action) => actionPath(path, action)),
  ...(methods.includes('POST') ? [path] : []),
]);

describe.each(actions)('%s', (path) => {
  test.each(['a coordinator', 'a stranger'])(
    'with every field left out, from %s, is answered and no fault of ours',
    async (who) => {
      const fetchIt = await site.as(who === 'a stranger' ? people.stranger : people.coordinator.BA);
      for (const accept of ['text/html', 'application/json']) {
        const headers = { origin: site.origin, accept };
        const body = new URLSearchParams({ nothing: '' });
        const { status } = await fetchIt(fillIn(path, { id: told.id }), { method: 'POST', headers, body });
        expect(status).toBeLessThan(500);
      }
    },
  );
});

test('nothing unforeseen happened', () => {
  expect(site.logged()).not.toContain('unexpected failure');
});

test('founding a network, with a field left out, is refused', async () => {
  const answer = await send('/first-run', new URLSearchParams({ networkName: 'A network' }));
  expect(answer.status).toBe(422);
});

describe('returning a session', () => {
  const forms: Record<string, [string, string | File][]> = {
    'without the field of the reason': [['version', told.versionId]],
    'with a file for a reason': [
      ['version', told.versionId],
      ['reason', new File(['PK'], 'reason.zip')],
    ],
    'of a version that is none': [
      ['version', 'none'],
      ['reason', 'Why'],
    ],
    'of a version that nobody has': [
      ['version', newId()],
      ['reason', 'Why'],
    ],
  };
  test.each(Object.entries(forms))('%s is refused', async (_, fields) => {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    const answer = await send(`${told.path}?/return`, form);
    expect([400, 404, 422]).toContain(answer.status);
    expect(await answer.text()).not.toContain('[object File]');
  });
});
