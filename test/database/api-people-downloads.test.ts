import { expect, test } from 'vitest';
import { openTestApi } from '#test/api.ts';
import { readDownload } from '#test/downloaded.ts';
import { openTestPlatform } from '#test/platform.ts';
import { openTestSite } from '#test/site.ts';

const platform = await openTestPlatform();
const { database, people } = platform;
const site = await openTestSite(database);
const { as } = await openTestApi(site, people.stranger);

const read = async (actor: typeof people.stranger) =>
  readDownload(await (await as(actor))('GET', '/people.csv')).sheets;
const rolesIn = (sheets: Awaited<ReturnType<typeof read>>) =>
  sheets[0]!.rows.map((row) => `${row['Role']}, ${row['Ministry']}`).sort();

const ofBosnia = ['Auditor', 'Deputy coordinator', 'Leader', 'National coordinator', 'Trainer'].map(
  (role) => `${role}, Ministry of Defence BA`,
);

test('has the appointments of the own ministry, and nobody else’s', async () => {
  for (const actor of [people.trainer.BA, people.coordinator.BA, people.auditor, people.leader])
    expect(rolesIn(await read(actor))).toEqual(ofBosnia);
  expect(rolesIn(await read(people.trainer.MK))).toEqual([
    'National coordinator, Ministry of Defence MK',
    'Trainer, Ministry of Defence MK',
  ]);
});

test('has one’s own where there is nothing else to see, and those of the network for its secretariat', async () => {
  expect(rolesIn(await read(people.observer))).toEqual(['Donor observer, The network as a whole']);
  const all = rolesIn(await read(people.secretariat));
  expect(all).toHaveLength(3);
  expect(all.every((one) => one.endsWith('The network as a whole'))).toBe(true);
});

test('has all of them for an administrator, and the ministries with what they may know of those', async () => {
  const sheets = await read(people.administrator);
  expect(sheets[0]!.rows).toHaveLength(14);
  expect(sheets.map(({ name }) => name)).toEqual(['Appointments', 'Ministries']);
  expect(sheets[1]!.rows[0]).toEqual({
    ...{ Ministry: 'Ministry of Defence BA', Country: 'Bosnia and Herzegovina' },
    ...{ 'People with a role': '5', Coordinator: 'In office' },
  });
});

test('tells people of the same name apart by their ministry, in whichever script it is written', async () => {
  const { connection } = platform;
  const [own, administrator] = [people.coordinator.BA.personId, people.administrator.personId];
  const rename = (id: string | null, name: string) =>
    connection.script(`update person set name = '${name}' where id = '${id}'`);
  await rename(administrator, 'Đorđe Šabić');
  await rename(own, 'Ђорђе  шабић');
  const names = (await read(people.administrator))[0]!.rows.map((row) => row['Person']);
  expect(names).toContain('Đorđe Šabić (The network as a whole)');
  expect(names).toContain('Ђорђе  шабић (Ministry of Defence BA)');
  expect(names).toContain(`${people.trainer.BA.name} (Ministry of Defence BA)`);
  expect(names).toContain(people.leader.name);
  const page = await (await (await site.as(people.administrator))('/people')).text();
  expect(page).toContain('Ђорђе  шабић (Ministry of Defence BA)');
  // Whoever sees only one of the two is told nothing of the other.
  expect((await read(people.trainer.BA))[0]!.rows.map((row) => row['Person'])).toContain('Ђорђе  шабић');
});

test('is not for strangers', async () => {
  expect((await (await as(people.stranger))('GET', '/people.csv')).status).toBe(401);
});
