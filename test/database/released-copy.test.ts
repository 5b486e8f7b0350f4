import { sql, type Kysely } from 'kysely';
import { describe, expect, test } from 'vitest';
import { NotPermitted } from '#platform/database/failure.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { layOut } from './access/scene.ts';

// What a coordinator could write by SQL alone: the database holds the copy to its release.
const platform = await openTestPlatform();
const { database, ministries, people } = platform;
const coordinator = people.coordinator.BA;
const copy = (await layOut(platform))['released_session']!.insert!(coordinator);

type Db = Kysely<Record<string, Record<string, unknown>>>;
class Undo extends Error {}

/** Writes the copy as the coordinator and takes it back. */
const write = (changed: Record<string, unknown>) =>
  database.work(coordinator, async (work) => {
    const db = work.db as unknown as Db;
    await db
      .insertInto('released_session')
      .values({ ...copy, ...changed })
      .execute();
    throw new Undo();
  });

test('the copy of a release may be written', async () => {
  await expect(write({})).rejects.toBeInstanceOf(Undo);
});

describe.each([
  { session_id: newId() },
  { version_id: newId() },
  { owner_id: ministries.MK },
  { grain: 'sex' },
  { released_at: '1999-01-01T00:00:00Z' },
])('a copy that differs from its release by %j', (changed) => {
  test('is not written', async () => {
    await expect(write(changed)).rejects.toBeInstanceOf(NotPermitted);
  });

  test('is not made of one that stands', async () => {
    const changing = database.work(coordinator, async (work) => {
      await (work.db as unknown as Db).updateTable('released_session').set(changed).execute();
    });
    await expect(changing).rejects.toBeInstanceOf(NotPermitted);
  });
});

test.each(['women', 'men', 'civilian', 'military', 'women_civilian', 'women_military', 'men_civilian', 'men_military'])(
  'a copy at the grain “total” says nothing of %s',
  async (split) => {
    await expect(write({ [split]: 1 })).rejects.toThrow(/check constraint/);
  },
);

test.each(['civilian', 'military', 'women_civilian', 'women_military', 'men_civilian', 'men_military'])(
  'a copy at the grain “sex” says nothing of %s',
  async (split) => {
    const writing = database.work(coordinator, async (work) => {
      const db = work.db as unknown as Db;
      const { version_id, session_id, owner_id, released_at } = copy;
      await db.deleteFrom('session_release').where('version_id', '=', version_id).execute();
      const release = { version_id, session_id, owner_id, released_at, grain: 'sex' };
      await db
        .insertInto('session_release')
        .values({ ...release, released_by: coordinator.personId })
        .execute();
      await db
        .insertInto('released_session')
        .values({ ...copy, grain: 'sex', women: 5, [split]: 1 })
        .execute();
    });
    await expect(writing).rejects.toThrow(/check constraint/);
  },
);

test('no copy stands without its release', async () => {
  const taking = database.work(coordinator, ({ db }) => sql`delete from session_release`.execute(db));
  await expect(taking).rejects.toThrow(/foreign key/);
});

describe('a copy says what its version says:', () => {
  test.each([
    { title: 'My numbers' },
    { date_from: '2020-01-01' },
    { place: 'Elsewhere' },
    { country_code: 'XK' },
    { kind: 'partner_activity' },
    { version_number: 2 },
    { trainer_count: 7 },
    { origin: 'demo' },
    { basis: 'estimate' },
    { peer_countries: ['GE'] },
    { kind: 'peers_from_outside', legal_cover: 'sofa' },
    { kind: 'peers_from_outside', team_countries: ['RS'] },
    { source: 'a page' },
  ])('not %j', async (changed) => {
    await expect(write(changed)).rejects.toBeInstanceOf(NotPermitted);
    const changing = database.work(coordinator, async (work) => {
      await (work.db as unknown as Db).updateTable('released_session').set(changed).execute();
    });
    await expect(changing).rejects.toBeInstanceOf(NotPermitted);
  });

  test('a number that was reckoned at the submission, or none, never another one', async () => {
    const of = copy['version_id'] as string;
    await sql`update kaskada.session_version set counted = '{"total": 12}' where id = ${of}`.execute(
      platform.connection.db,
    );
    await expect(write({ total: 99_999 })).rejects.toBeInstanceOf(NotPermitted);
    await expect(write({ total: 12 })).rejects.toBeInstanceOf(Undo);
    await expect(write({ total: null })).rejects.toBeInstanceOf(Undo);
  });
});
