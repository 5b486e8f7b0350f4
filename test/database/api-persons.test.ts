import { beforeAll, describe, expect, test } from 'vitest';
import { layOutNetwork, sessionOf, submit, type Told } from '#test/api-scene.ts';
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
