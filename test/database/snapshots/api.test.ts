import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { publishFigures } from '#domains/training/reach/server/commands.ts';
import { carryOut } from '#platform/database/database.ts';
import { newId } from '#shared/ids.ts';
import { layOutNetwork, release, sessionOf, submit } from '#test/api-scene.ts';
import { openTestApi } from '#test/api.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const { as } = await openTestApi(await openTestSite(database), people.stranger);
const surroundings = await layOutNetwork(platform);
const trainer = await as(people.trainer.BA);
const coordinator = await as(people.coordinator.BA);
const secretariat = await as(people.secretariat);
const stranger = await as(people.stranger);
const observer = await as(people.observer);

const hold = async (n: number) => {
  const told = await submit(trainer, ministries.BA, sessionOf(surroundings, 'BA', { statements: [{ n }] }));
  await release(coordinator, told);
  return told;
};
const held = await hold(20);
await database.work(people.secretariat, (work) => carryOut(work, publishFigures, newId(), 'The first'));
await hold(30);

const code = 'attendances-peers_at_home';
const { json: listed } = await stranger('GET', `/snapshots?code=${code}`);
const [whole] = listed.snapshots.filter(({ scope }: { scope: { ministry: unknown } }) => scope.ministry === null);

test('a snapshot is read with the text of its fingerprint, and with what changed since', async () => {
  const { json } = await stranger('GET', `/snapshots/${whole.id}`);
  expect(json).toMatchObject({ code, value: 20, note: 'The first', isVerified: true, recordVersions: null });
  expect(json.now).toMatchObject({ isSame: false, value: 50, difference: 30 });
  expect(json.now.changedRows).toMatchObject([{ ministry: { countryCode: 'BA' }, before: 20, now: 50 }]);
  expect(createHash('sha256').update(json.fingerprinted).digest('hex')).toBe(json.fingerprint);
});

test('which versions stood in it is told to the network, and to nobody else', async () => {
  const stood = async (who: typeof stranger) => (await who('GET', `/snapshots/${whole.id}`)).json.recordVersions;
  expect(await stood(observer)).toBeNull();
  for (const who of [secretariat, coordinator])
    expect((await stood(who)).pieces).toMatchObject([{ sessionId: held.id, versionId: held.versionId, total: 20 }]);
});

test('its file has the frozen numbers, the rule and the fingerprint', async () => {
  const { text } = await stranger('GET', `/snapshots/${whole.id}.csv`);
  const rows: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  const valueOf = (name: string) => rows.find(([first]) => first === name)?.[1];
  expect(valueOf('Fingerprint')).toBe(whole.fingerprint);
  expect(valueOf('Value')).toBe('20');
  expect(valueOf('Now')).toBe('50');
  expect(rows.at(-1)).toContain('20');
});

test('what is no snapshot, and no code, is refused', async () => {
  expect((await stranger('GET', `/snapshots/${newId()}`)).status).toBe(404);
  expect((await stranger('GET', '/snapshots/none')).status).toBe(404);
  expect((await stranger('GET', '/snapshots?code=No%20code')).status).toBe(422);
});
