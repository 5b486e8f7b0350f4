import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { MayNotKeepMinistries, MinistryExists, MinistryMissing } from '#domains/identity/errors.ts';
import { addMinistry, correctMinistryName } from '#domains/identity/server/commands.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { listEntries } from '#domains/audit/server/queries.ts';
import { openRequest } from '#app/request.ts';
import { composeMinistries } from '#app/ministries.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type OwnerId } from '#shared/ids.ts';
import { appoint, signIn, weakly } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { everybody } from './access/expected.ts';

const platform = await openTestPlatform();
const { database, people } = platform;
const as = (actor: Actor) => openRequest(database, actor);
const albania = { id: newId<'Owner'>(), countryCode: 'AL', name: { en: 'Ministry of Defence', sq: 'Ministria' } };
const find = async (id: OwnerId) => (await as(people.stranger).ask(listMinistries)).find((one) => one.id === id);

describe('a ministry', () => {
  it('is added by an administrator, once however often it is sent', async () => {
    const { carryOut } = as(people.administrator);
    await carryOut(addMinistry, albania);
    await carryOut(addMinistry, albania);
    expect(await find(albania.id)).toEqual(albania);
  });

  it('is one a country, and no id stands for two', async () => {
    const { carryOut } = as(people.administrator);
    const second = { ...albania, id: newId<'Owner'>(), name: { en: 'Another' } };
    await expect(carryOut(addMinistry, second)).rejects.toThrow(MinistryExists);
    await expect(carryOut(addMinistry, { ...albania, countryCode: 'HR' })).rejects.toThrow(MinistryExists);
    await expect(carryOut(addMinistry, { ...albania, name: { en: 'Renamed' } })).rejects.toThrow(MinistryExists);
    expect(await find(albania.id)).toEqual(albania);
  });

  it('has its name corrected, and its own audit says by whom and what it was', async () => {
    const { carryOut } = as(people.administrator);
    await expect(carryOut(correctMinistryName, newId<'Owner'>(), albania.name)).rejects.toThrow(MinistryMissing);
    await carryOut(correctMinistryName, albania.id, { en: 'Ministry of Defence of Albania' });
    expect((await find(albania.id))?.name).toEqual({ en: 'Ministry of Defence of Albania' });

    const auditor = await appoint(platform, 'auditor', albania.id);
    const { entries } = await as(auditor).ask(listEntries, albania.id, { kind: 'ministry' }, null, 10);
    expect(
      entries.map(({ action, actorId, before, after }) => [action, actorId, before?.['name'], after?.['name']]),
    ).toEqual([
      ['update', people.administrator.personId, albania.name, { en: 'Ministry of Defence of Albania' }],
      ['insert', people.administrator.personId, undefined, albania.name],
    ]);
  });

  it('gives whoever added it nothing of what it has', async () => {
    const of = await signIn(database, people.administrator.personId!);
    expect(of.seats).toEqual(people.administrator.seats);
    const tables = ['session_draft', 'training_session', 'trainer', 'institution', 'audit_entry', 'session_version'];
    const trainer = await appoint(platform, 'trainer', albania.id);
    await as(trainer).carryOut(async ({ db, actor }) => {
      await sql`insert into training_session (id, owner_id, created_by, created_at, origin)
        values (${newId()}, ${albania.id}, ${actor.personId}, now(), 'recorded')`.execute(db);
    });
    await platform.connection.script(`insert into kaskada.institution (id, owner_id, name)
      values ('${newId()}', '${albania.id}', '{"en":"A school"}')`);
    for (const table of tables) {
      const { rows } = await as(people.administrator).carryOut(({ db }) =>
        sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db),
      );
      expect(rows[0]!.n, table).toBe(0);
    }
  });
});

describe('nobody else', () => {
  const others = Object.entries(everybody).filter(([name]) => name !== 'administrator');
  const weakAdministrator = () => signIn(database, people.administrator.personId!, weakly);

  it.each([
    ...others.map(([name, find]) => [name, () => find(people)] as const),
    ['weak administrator', weakAdministrator] as const,
  ])('%s adds or corrects one, by command or past it', async (_, find) => {
    const actor = await find();
    const { carryOut } = as(actor);
    const wanted = { id: newId<'Owner'>(), countryCode: 'SI', name: { en: 'A ministry' } };
    await expect(carryOut(addMinistry, wanted)).rejects.toThrow(MayNotKeepMinistries);
    await expect(carryOut(correctMinistryName, platform.ministries.BA, wanted.name)).rejects.toThrow(
      MayNotKeepMinistries,
    );
    await expect(as(actor).asking((ask) => composeMinistries(ask, actor, new Date()))).rejects.toThrow(
      MayNotKeepMinistries,
    );
    const past = [
      sql`select add_ministry(${wanted.id}, 'SI', '{"en":"A ministry"}')`,
      sql`select correct_ministry_name(${platform.ministries.BA}, '{"en":"A ministry"}')`,
      sql`insert into ministry (id, country_code, name) values (${wanted.id}, 'SI', '{"en":"A ministry"}')`,
      sql`update ministry set name = '{"en":"A ministry"}'`,
    ];
    for (const statement of past)
      await expect(carryOut(({ db }) => statement.execute(db))).rejects.toThrow('NotPermitted');
  });

  it.each(['{"sr":"Без енглеског"}', '{"en":""}', '{"en":{"a":1}}', '[]', '{"en":"A","sr":1}'])(
    'an administrator gives it no name that is none: %s',
    async (name) => {
      const add = as(people.administrator).carryOut(({ db }) =>
        sql`select add_ministry(${newId()}, 'SI', ${name}::jsonb)`.execute(db),
      );
      await expect(add).rejects.toThrow('ministry_named');
    },
  );
});

it('an administrator sees of each ministry how many hold a role, and whether somebody coordinates it', async () => {
  const { asking, carryOut } = as(people.administrator);
  const empty = { id: newId<'Owner'>(), countryCode: 'HR', name: { en: 'Ministry of Defence of Croatia' } };
  await carryOut(addMinistry, empty);
  const lines = await asking((ask) => composeMinistries(ask, people.administrator, new Date()));
  const told = Object.fromEntries(lines.map((line) => [line.countryCode, [line.people, line.coordinator]]));
  expect(told).toMatchObject({ BA: [5, 'in_force'], ME: [2, 'in_force'], HR: [0, 'none'] });
});
