import { expect, test } from 'vitest';
import { carryOut } from '#platform/database/database.ts';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

// Kinds of sessions that say more, or less, than a head-count: peers from outside the region, and coaching.
const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const ownerId = ministries.BA;
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);
const stranger = await as(people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = await as(people.trainer.BA);
const coordinator = await as(people.coordinator.BA);
const secretariat = await as(people.secretariat);

const outside = {
  nationalities: [
    { countryCode: 'GH', n: 30 },
    { countryCode: 'NG', n: null },
  ],
  legalCover: 'other',
  legalCoverText: 'An exchange of letters',
  approval: 'approved',
  approvalDate: '2024-02-01',
  approvalReference: 'A-17/24',
  teamCountries: ['BA', 'RS'],
} as const;
const visit = sessionOf(surroundings, 'BA', {
  ...{ kind: 'peers_from_outside', peerCountries: ['GH', 'NG'], title: 'A visit' },
  outside: { ...outside, approvalDate: outside.approvalDate as never },
});
const coaching = sessionOf(surroundings, 'BA', {
  ...{ kind: 'coaching', title: '', statements: [], trainerIds: [], basis: null },
});
const send = (content: object) =>
  trainer('PUT', `/sessions/${newId()}/versions/${newId()}`, { ownerId, after: 0, content });

test('of peers from outside the network reads the kind of cover and whether it was approved, and nothing more', async () => {
  const told = await submit(trainer, ownerId, visit);
  await release(coordinator, told, 'sex');
  const own = await coordinator('GET', told.path);
  expect(own.json.versions[0].content).toMatchObject({ peerCountries: ['GH', 'NG'], outside });
  const others = await secretariat('GET', told.path);
  expect(others.json.outside).toEqual({
    nationalities: [
      { countryCode: 'GH', n: 30 },
      { countryCode: 'NG', n: null },
    ],
    ...{ legalCover: 'other', approval: 'approved', teamCountries: ['BA', 'RS'] },
  });
  const everything = JSON.stringify([
    others.json,
    (await secretariat('GET', '/sessions?of=network')).json,
    (await secretariat('GET', '/sessions.csv?of=network')).text,
  ]);
  expect(everything).toContain('Ghana: 30');
  for (const secret of ['exchange of letters', 'A-17/24', '2024-02-01']) expect(everything).not.toContain(secret);
});

test('a small number of a country is withheld from others, and adds to no sum', async () => {
  const nationalities = [{ countryCode: 'GH', n: 38 }];
  const told = await submit(trainer, ownerId, { ...visit, outside: { ...visit.outside!, nationalities } });
  await release(coordinator, told, 'sex');
  const { json } = await secretariat('GET', told.path);
  expect(json.outside.nationalities[0]).toEqual({ countryCode: 'GH', n: { withheld: true } });
  await database.work(people.secretariat, (work) => carryOut(work, publishFigures, newId<'Publication'>(), 'A note'));
  const { json: facts } = await stranger('GET', '/facts');
  expect(facts.countriesReached.beyond).toEqual([
    { countryCode: 'GH', sessions: 2, since: 2024, attendances: 30, openSessions: 1 },
    { countryCode: 'NG', sessions: 2, since: 2024, attendances: null, openSessions: 2 },
  ]);
});

test('more from the countries than were there are refused at once, with both named', async () => {
  const nationalities = [
    { countryCode: 'GH', n: 40 },
    { countryCode: 'NG', n: 3 },
  ];
  const { status, json } = await send({ ...visit, outside: { ...outside, nationalities } });
  expect(status).toBe(422);
  expect(json.problems.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/content/outside/nationalities/0/n',
    '/content/outside/nationalities/1/n',
  ]);
  expect(json.contradictions[0]).toContain('Ghana: 40 and Nigeria: 3 make 43 together, but you say everybody: 42');
});

test('coaching counts sessions: a head-count is refused, and the figure has the session as its unit', async () => {
  const counted = await send({ ...coaching, statements: [{ n: 1 }] });
  expect([counted.status, counted.json.problems[0].message]).toEqual([
    422,
    'Coaching counts sessions only. Leave the head-count empty.',
  ]);
  const told = await submit(trainer, ownerId, coaching);
  await release(coordinator, told, 'total');
  const { json } = await stranger('GET', '/figures/sessions-coaching');
  expect(json).toMatchObject({
    ...{ code: 'sessions-coaching', sessions: 1, uncountedSessions: 0, value: 1, bySexAndStatus: { notCounted: true } },
    definition: { unit: 'sessions', title: 'Coaching sessions held' },
    byMinistry: [{ sessions: 1, value: 1, bySex: { notCounted: true } }],
  });
  expect((await stranger('GET', '/figures/attendances-coaching')).status).toBe(404);
  const { text: csv } = await stranger('GET', '/figures/sessions-coaching.csv');
  expect(csv).toContain('not counted');
  expect(csv).toContain('one meeting of a coach with the leader');
});
