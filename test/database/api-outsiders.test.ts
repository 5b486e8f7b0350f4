import { describe, expect, test } from 'vitest';
import { emptyDraft } from '#domains/training/sessions/rules/form.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit, succeed, type Told } from '#test/api-scene.ts';
import { openTestApi, type Answer, type Asking } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

/* Whoever is not of a ministry learns nothing of what it has not released: not even whether there is anything. */

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const { as } = await openTestApi(await openTestSite(database), people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = await as(people.trainer.BA);
const coordinator = await as(people.coordinator.BA);

const outsiders = {
  'a trainer of another ministry': await as(people.trainer.RS),
  'a coordinator of another ministry': await as(people.coordinator.RS),
  'the secretariat': await as(people.secretariat),
  'a donor': await as(people.observer),
  'an administrator': await as(people.administrator),
  'a stranger': await as(people.stranger),
};
type Outsider = keyof typeof outsiders;
const names = Object.keys(outsiders) as Outsider[];

/** Everything in which a session could show, besides its own address. */
const views = [
  '/sessions?of=network',
  '/sessions?of=own',
  '/sessions?of=network&text=Zvornik',
  '/sessions?of=network&year=2024&ministry=BA&kind=peers_at_home',
  '/sessions.csv?of=network',
  '/sessions.csv?of=network&text=Zvornik',
  '/figures',
  '/figures?ministry=BA&year=2024',
  '/figures/attendances-peers_at_home',
  '/figures/attendances-peers_at_home.csv',
  '/facts',
  '/facts.csv',
];

/** An answer without what belongs to one request only; a withdrawn release was seen, so when it stood is no secret. */
function essence({ status, headers, text }: Answer) {
  const { date: _, 'x-request-id': requestId, ...rest } = Object.fromEntries(headers);
  const body = text
    .replaceAll(requestId!, '')
    .replaceAll(/"asAt":"[^"]*"/g, '')
    .replaceAll(/^As at.*$/gm, '');
  return { status, headers: { ...rest, 'content-length': null }, body };
}

const look = async (ask: Asking) => {
  const seen: Record<string, ReturnType<typeof essence>> = {};
  for (const view of views) seen[view] = essence(await ask('GET', view));
  return seen;
};

const place = { place: 'Zvornik' };
const content = (title: string) => sessionOf(surroundings, 'BA', { ...place, title });

async function makeDraft(): Promise<Told> {
  const [id, versionId] = [newId<'Session'>(), newId<'SessionVersion'>()];
  const draft = { ...emptyDraft, ...place, title: 'Half a secret of Zvornik' };
  await succeed(trainer('PUT', `/sessions/${id}/draft`, { ownerId: ministries.BA, revision: 0, draft }));
  return { id, versionId, path: `/sessions/${id}` };
}

/** A session in each state in which nothing of it stands outside. */
async function makeHidden() {
  const [submitted, returned, withdrawn] = [
    await submit(trainer, ministries.BA, content('Submitted')),
    await submit(trainer, ministries.BA, content('Returned')),
    await submit(trainer, ministries.BA, content('Withdrawn')),
  ];
  await succeed(coordinator('PUT', `${returned.path}/return`, { versionId: returned.versionId, reason: 'Why' }));
  await release(coordinator, withdrawn);
  await succeed(coordinator('DELETE', `${withdrawn.path}/release`));
  return { drafted: await makeDraft(), submitted, returned, withdrawn };
}

// One session stands, so that there is something to find before.
const standing = await submit(trainer, ministries.BA, sessionOf(surroundings, 'BA'));
await release(coordinator, standing);
const before = Object.fromEntries(
  await Promise.all(names.map(async (who) => [who, await look(outsiders[who])] as const)),
);
const hidden = await makeHidden();
const states = Object.keys(hidden) as (keyof typeof hidden)[];
const nobodys: Told = { id: newId(), versionId: newId(), path: `/sessions/${newId()}` };

test('its own ministry finds them all', async () => {
  const { json } = await trainer('GET', '/sessions?of=own&text=zvornik');
  expect(json.total).toBe(4);
  for (const state of states) expect((await trainer('GET', hidden[state].path)).json.of).toBe('own');
});

describe.each(names)('%s', (who) => {
  const ask = outsiders[who];

  test('sees what they saw before any of them existed', async () => {
    expect(await look(ask)).toEqual(before[who]);
  });

  test.each(states)('is answered about one that is %s as about one that never was', async (state) => {
    expect(essence(await ask('GET', hidden[state].path))).toEqual(essence(await ask('GET', nobodys.path)));
  });

  test.each(states)('changes nothing of one that is %s, and learns nothing by trying', async (state) => {
    for (const attempt of attempts) {
      const answer = essence(await attempt(ask, hidden[state]));
      expect(answer).toEqual(essence(await attempt(ask, nobodys)));
      expect([401, 403, 404]).toContain(answer.status);
    }
  });
});

const attempts: ((ask: Asking, told: Told) => Promise<Answer>)[] = [
  (ask, { path }) => ask('PUT', `${path}/draft`, { ownerId: ministries.BA, revision: 0, draft: emptyDraft }),
  (ask, { path }) => ask('PUT', `${path}/draft`, { ownerId: ministries.BA, revision: 1, draft: emptyDraft }),
  (ask, { path }) => ask('DELETE', `${path}/draft`),
  (ask, { path, versionId }) =>
    ask('PUT', `${path}/versions/${versionId}`, { ownerId: ministries.BA, after: 0, content: content('Mine') }),
  (ask, { path, versionId }) => ask('PUT', `${path}/release`, { versionId, grain: 'total' }),
  (ask, { path }) => ask('DELETE', `${path}/release`),
  (ask, { path, versionId }) => ask('PUT', `${path}/return`, { versionId, reason: 'Because' }),
];

test('the attempts would have worked for their own people', async () => {
  const { path, versionId } = hidden.submitted;
  expect((await coordinator('PUT', `${path}/release`, { versionId, grain: 'total' })).status).toBe(200);
  expect((await coordinator('DELETE', `${path}/release`)).status).toBe(204);
  expect((await trainer('DELETE', `${hidden.drafted.path}/draft`)).status).toBe(204);
});

test('the network reads the session that stands, and nothing finer than its grain; donors and strangers do not', async () => {
  const read = async (who: Outsider) => (await outsiders[who]('GET', standing.path)).status;
  expect(await Promise.all(names.map(read))).toEqual([200, 200, 200, 403, 403, 401]);
  const { text, json } = await outsiders['the secretariat']('GET', standing.path);
  expect(text).not.toContain('Notes that stay');
  expect(text).not.toContain(surroundings.trainerIds.BA);
  expect(json.count).toMatchObject({ total: 42, women: 20, men: 22, civilian: null, womenMilitary: null });
});

test('an id that another ministry uses is no way to it', async () => {
  const ask = outsiders['a trainer of another ministry'];
  const mine = { ownerId: ministries.RS, after: 0, content: sessionOf(surroundings, 'RS') };
  const { id, versionId } = hidden.submitted;
  expect((await ask('PUT', `/sessions/${id}/versions/${newId()}`, mine)).json.name).toBe('SessionMissing');
  expect((await ask('PUT', `/sessions/${newId()}/versions/${versionId}`, mine)).json.name).toBe('VersionStale');
});
