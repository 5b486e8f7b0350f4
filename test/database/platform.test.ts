import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import { countries } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';

const { database, connection, people, ministries } = await openTestPlatform();

test('everybody is who they were appointed to be', () => {
  for (const country of countries)
    for (const role of ['trainer', 'coordinator'] as const)
      expect(people[role][country].seats).toEqual([
        { role, ownerId: ministries[country], countryCode: country, until: null },
      ]);
  for (const role of ['secretariat', 'observer', 'administrator'] as const)
    expect(people[role].seats).toEqual([{ role, ownerId: null, countryCode: null, until: null }]);
  expect(people.stranger.personId).toBeNull();
});

test('statements of the platform run as a role that owns nothing', async () => {
  const asked = sql<{ role: string; super: boolean; owned: number }>`
    select current_user as role, (select rolsuper from pg_roles where rolname = current_user) as super,
      (select count(*) from pg_class where relowner = current_user::regrole) as owned`;
  const { rows } = await database.work(people.trainer.BA, ({ db }) => asked.execute(db));
  expect(rows).toEqual([{ role: 'kaskada_app', super: false, owned: 0 }]);
});

test('the file runs on the database it was asked to run on', () => {
  expect(connection.kind).toBe(inject('engine'));
});
