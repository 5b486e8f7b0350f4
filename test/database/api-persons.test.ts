import { beforeAll, describe, expect, test } from 'vitest';
import { layOutNetwork, release, sessionOf, submit, type Told } from '#test/api-scene.ts';
import { releasePersons } from '#domains/training/persons/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = await as(people.trainer.BA);
const leader = await as(people.leader);

describe('the participants of a session, through the interface', () => {
  let told: Told;
  let path: string;
  beforeAll(async () => {
    told = await submit(trainer, ministries.BA, sessionOf(surroundings, 'BA', { statements: [{ n: 42 }] }));
    path = `${told.path}/persons`;
  });

  test('are nobody before they are listed, and twice is once', async () => {
    expect((await trainer('GET', path)).json).toEqual({ codes: [], revision: 0, most: 42 });
    for (let time = 0; time < 2; time++) {
      const { status, json } = await trainer('PUT', path, { codes: ['K-2', 'K-1'], revision: 0 });
      expect([status, json]).toEqual([200, { codes: ['K-1', 'K-2'], revision: 1, most: 42 }]);
    }
    expect((await leader('GET', path)).json.codes).toEqual(['K-1', 'K-2']);
  });

  test('are not written over, nor by a leader', async () => {
    const late = await trainer('PUT', path, { codes: ['K-3'], revision: 0 });
    expect([late.status, late.json.name]).toEqual([409, 'ListChangedElsewhere']);
    const led = await leader('PUT', path, { codes: ['K-3'], revision: 1 });
    expect([led.status, led.json.name]).toEqual([403, 'MayNotList']);
  });

  test('are no names, and each that is one is pointed at', async () => {
    const { status, json } = await trainer('PUT', path, { codes: ['K-1', 'Ana Anić', 'k-1'], revision: 1 });
    expect([status, json.name]).toEqual([422, 'InputInvalid']);
    expect(json.problems.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/codes/1', '/codes/2']);
    // What was typed may be somebody's name: it does not come back.
    expect(JSON.stringify(json)).not.toContain('Ana');
  });

  test('are no more than were there; both numbers are named', async () => {
    const codes = Array.from({ length: 43 }, (_, at) => `K-${at}`);
    const { status, json } = await trainer('PUT', path, { codes, revision: 1 });
    expect([status, json.name]).toEqual([422, 'ListTooLong']);
    expect(json.title).toMatch(/43 codes.*42/);
  });

  test('are for no other ministry, nor for the secretariat, donors and strangers', async () => {
    for (const actor of [people.trainer.MK, people.coordinator.MK, people.secretariat, people.observer]) {
      const ask = await as(actor);
      expect((await ask('GET', path)).status, actor.name).toBe(404);
      expect((await ask('PUT', path, { codes: ['K-3'], revision: 1 })).status, actor.name).toBe(404);
    }
    expect((await (await as(people.stranger))('GET', path)).status).toBe(401);
  });
});

describe('how many persons there were, through the interface', () => {
  const figure = '/figures/attendances-peers_at_home';
  const of = (n: number, from: number) => ({ codes: range(from, n), revision: 0 });
  const range = (from: number, n: number) => Array.from({ length: n }, (_, at) => `K-${from + at}`);
  beforeAll(async () => {
    const coordinator = await as(people.coordinator.BA);
    for (const from of [1, 21]) {
      const held = await submit(trainer, ministries.BA, sessionOf(surroundings, 'BA', { statements: [{ n: 40 }] }));
      await trainer('PUT', `${held.path}/persons`, of(40, from));
      await release(coordinator, held, 'total');
    }
  });

  test('is for the people of the ministry alone, in JSON and in every file', async () => {
    const persons = { published: null, own: { least: 60, most: 60, attendances: 80, lists: 2, sessions: 2 } };
    expect((await leader('GET', `${figure}?ministry=BA`)).json.persons).toEqual(persons);
    expect((await leader('GET', `${figure}.csv?ministry=BA`)).text).toContain('60 persons');
    for (const actor of [people.trainer.MK, people.secretariat, people.observer, people.stranger]) {
      const ask = await as(actor);
      expect((await ask('GET', `${figure}?ministry=BA`)).json.persons, actor.name).toBeNull();
      expect((await ask('GET', `${figure}.csv?ministry=BA`)).text, actor.name).not.toMatch(/persons?\b.*code/i);
    }
    // Of the network nobody is added up.
    expect((await leader('GET', figure)).json.persons).toBeNull();
  });

  test('is for everybody what was released, and no more', async () => {
    const id = newId<'PersonsRelease'>();
    await database.work(people.coordinator.BA, (work) =>
      carryOut(work, releasePersons, id, ministries.BA, 'peers_at_home'),
    );
    const stranger = await as(people.stranger);
    const { json } = await stranger('GET', `${figure}?ministry=BA`);
    expect(json.persons).toMatchObject({ published: { least: 60, attendances: 80 }, own: null });
    expect((await stranger('GET', `${figure}.csv?ministry=BA`)).text).toContain(
      'At least 60 persons among 80 attendances',
    );
  });
});
