import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { emptyProfile } from '#domains/network/rules.ts';
import { saveAndPublish } from '#domains/network/server/commands.ts';
import { listPublished } from '#domains/network/server/queries.ts';
import { ErasureMissing, ErasureNotWaiting } from '#domains/privacy/errors.ts';
import { askErasure, carryOutErasure, correctOwnName, refuseErasure } from '#domains/privacy/server/commands.ts';
import { findOwnLogin, listErasures, listOwnErasures } from '#domains/privacy/server/queries.ts';
import { findStrays } from '#platform/audit/strays.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import type { Actor } from '#shared/actor.ts';
import { newId, type OwnerId } from '#shared/ids.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';

const platform = await openTestPlatform();
const { database, connection, people, ministries } = platform;

const ask = async (who: Actor, note = ''): Promise<ReturnType<typeof newId<'ErasureRequest'>>> => {
  const id = newId<'ErasureRequest'>();
  await database.work(who, (work) => carryOut(work, askErasure, id, note));
  return id;
};
const erase = (who: Actor, id: Awaited<ReturnType<typeof ask>>) =>
  database.work(who, (work) => carryOut(work, carryOutErasure, id));
const shown = (who: Actor) => database.read(who, (reading) => answer(reading, listErasures));

/** A trainer on the roster with a name that stands nowhere else, who has left it wherever the platform takes names. */
async function appointMarked(name: string, ownerId: OwnerId): Promise<Actor> {
  const actor = await appoint(platform, 'trainer', ownerId);
  await connection.script(`insert into trainer (id, owner_id, person_id, name, certified_on, active_from, origin)
    values ('${newId()}', '${ownerId}', '${actor.personId}', 'before', '2020-01-01', '2020-01-01', 'recorded')`);
  await database.work(actor, (work) => carryOut(work, correctOwnName, name));
  const profile = { ...emptyProfile, about: `I am ${name}`, email: 'mark@mod.example' };
  const none = { about: 0, languages: 0, units: 0, deployments: 0, contact: 0 };
  await database.work(actor, (work) => carryOut(work, saveAndPublish, profile, none, 'about', newId<'Consent'>()));
  return actor;
}

/** The tables in which a text stands, whatever the column. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = 'kaskada'::regnamespace and relkind = 'r' order by 1`.execute(connection.db);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} t where t::text like ${`%${text}%`} limit 1`.execute(
      connection.db,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

const count = async (table: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(connection.db)).rows[0]!.n;
const faults = async () => (await verifyAudit(connection)).filter(({ broken }) => broken);

test('who is erased stands in no table by name, what they did is still counted, and the audit holds', async () => {
  const name = 'Marker Ђорђевић-Šušnjar';
  const actor = await appointMarked(name, ministries.BA);
  const id = newId();
  await database.work(actor, ({ db }) =>
    sql`insert into training_session values (${id}, ${ministries.BA}, ${actor.personId}, now(), 'recorded')`.execute(
      db,
    ),
  );
  expect(await tablesWith(name)).toEqual(['audit_sealed', 'person', 'profile_part', 'trainer']);
  await connection.script(`insert into login (id, email, created_at, updated_at)
      values ('${actor.personId}', 'mark@mod.example', now(), now());
    insert into passkey (id, person_id, name, credential_id, public_key, counter, device_type, is_backed_up)
      values ('${newId()}', '${actor.personId}', '${name}', 'c', 'k', 0, 'd', false);
    insert into known_device (id, person_id, token_hash, name, first_seen_at, last_seen_at)
      values ('${newId()}', '${actor.personId}', '\\x01', '${name}', now(), now())`);
  const login = await database.read(actor, (reading) => answer(reading, findOwnLogin));
  expect(login).toMatchObject({ email: 'mark@mod.example', passkeys: [{ name }] });
  const sessions = await count('training_session');
  const trainers = await count('trainer');
  const request = await ask(actor, `My name is ${name}`);
  await erase(people.coordinator.BA, request);

  expect(await tablesWith(name)).toEqual([]);
  expect(await tablesWith('mark@mod.example')).toEqual([]);
  const { rows } = await sql<{ person: string; trainer: string; signed: boolean; held: boolean }>`
    select p.name as person, t.name as trainer, exists (select from sign_in s where s.person_id = p.id) as signed,
      exists (select from appointment a where a.person_id = p.id and in_force(a)) as held
    from person p join trainer t on t.person_id = p.id where p.id = ${actor.personId}`.execute(connection.db);
  expect(rows[0]).toMatchObject({ signed: false, held: false, person: rows[0]!.trainer });
  expect(rows[0]!.person).toMatch(/^~[0-9A-F]{4}$/);
  expect([await count('training_session'), await count('trainer')]).toEqual([sessions, trainers]);
  expect(await database.read(people.trainer.MK, (reading) => answer(reading, listPublished))).toEqual([]);
  expect(await tablesWith(actor.personId!)).not.toContain('known_device');
  expect(await faults()).toEqual([]);
  expect(await findStrays(connection)).toEqual([]);
});

test('in the audit a name opens for those who read it, and what was sealed cannot be exchanged or lost unnoticed', async () => {
  const actor = await appointMarked('Opened Name', ministries.RS);
  const read = async (who: Actor) =>
    database.read(who, async ({ db }) => {
      const { rows } = await sql<{ said: { name: string } }>`
        select opened(after, chain, seq, 'after') as said from audit_entry
        where table_name = 'person' and row_key = ${actor.personId} order by seq desc limit 1`.execute(db as never);
      return rows[0]?.said.name;
    });
  expect(await read(people.coordinator.RS)).toBe('Opened Name');
  expect(await read(people.coordinator.MK)).toBeUndefined();
  const held = `table_name = 'person' and row_key = '${actor.personId}' and side = 'after' and value = 'Opened Name'`;
  await connection.script(`update audit_sealed set value = 'Somebody else' where ${held}`);
  expect((await faults())[0]?.broken?.reason).toBe('a name is not the one that was sealed');
  await connection.script(
    `update audit_sealed set value = 'Opened Name' where ${held.replace("'Opened Name'", "'Somebody else'")}`,
  );
  expect(await faults()).toEqual([]);
  await connection.script(`create table kept as select * from audit_sealed; delete from audit_sealed where ${held}`);
  expect((await faults())[0]?.broken?.reason).toBe('a name is gone although nobody was erased');
  await connection.script('insert into audit_sealed select * from kept on conflict do nothing; drop table kept');
  expect(await faults()).toEqual([]);
});

test('a request is seen and answered by the own coordinators, and by nobody else', async () => {
  const actor = await appoint(platform, 'trainer', ministries.BA);
  const id = await ask(actor);
  expect((await shown(people.deputy)).map((request) => request.id)).toContain(id);
  const others = [people.coordinator.MK, people.trainer.BA, people.leader, people.secretariat, people.administrator];
  for (const who of [...others, people.observer, people.stranger, actor]) {
    expect((await shown(who)).map((request) => request.id)).not.toContain(id);
    await expect(erase(who, id)).rejects.toBeInstanceOf(ErasureMissing);
    const bare = database.work(who, ({ db }) => sql`select carry_out_erasure(${id})`.execute(db));
    await expect(bare).rejects.toMatchObject({ name: 'NotPermitted' });
  }
  await database.work(people.deputy, (work) => carryOut(work, refuseErasure, id, 'An order is open.'));
  const [answered] = await database.read(actor, (reading) => answer(reading, listOwnErasures));
  expect(answered).toMatchObject({ state: 'refused', because: 'An order is open.' });
  await expect(erase(people.deputy, id)).rejects.toBeInstanceOf(ErasureNotWaiting);
});

test('for people of the network, and for a ministry’s last coordinator, an administrator answers', async () => {
  const donor = await appoint(platform, 'observer');
  const requests = [await ask(donor), await ask(people.coordinator.ME)];
  for (const id of requests) {
    expect((await shown(people.administrator)).map((request) => request.id)).toContain(id);
    await erase(people.administrator, id);
  }
  const { rows } = await sql<{ name: string }>`select name from person
    where id in (${donor.personId}, ${people.coordinator.ME.personId})`.execute(connection.db);
  for (const { name } of rows) expect(name).toMatch(/^~/);
});

test('asked twice, a request counts once', async () => {
  const actor = await appoint(platform, 'trainer', ministries.RS);
  const id = await ask(actor);
  await database.work(actor, (work) => carryOut(work, askErasure, id, ''));
  await ask(actor);
  expect(await database.read(actor, (reading) => answer(reading, listOwnErasures))).toHaveLength(1);
});
