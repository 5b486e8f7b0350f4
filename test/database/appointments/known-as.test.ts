import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { appoint } from '#test/people.ts';
import { openTestPlatform } from '#test/platform.ts';
import { everybody } from '../access/expected.ts';

/* "An administrator", "the secretariat": told of those alone who stand in a record that the asker sees. */

const platform = await openTestPlatform();
const { connection, database, people, ministries } = platform;
const { personId: trainer } = people.trainer.BA;
await connection.script(`
  update appointment set proposed_by = '${people.administrator.personId}', ended_by = null where person_id = '${trainer}';
  insert into emergency_access (id, owner_id, person_id, reason, hours, asked_at, granted_by, granted_at)
    values ('${newId()}', '${ministries.BA}', '${trainer}', 'R', 1, now(), '${people.secretariat.personId}', now());
  insert into login_reset (id, owner_id, person_id, reason, asked_by, asked_at)
    values ('${newId()}', '${ministries.BA}', '${trainer}', 'R', '${people.coordinator.BA.personId}', now()),
      ('${newId()}', null, '${people.observer.personId}', 'R', '${people.administrator.personId}', now())`);
/** Invited somebody once, and stands in nothing else that anybody of these sees. */
const inviter = (await appoint(platform, 'administrator')).personId!;
await connection.script(`
  insert into invitation (id, owner_id, person_id, invited_by, invited_at, expires_at)
    values ('${newId()}', '${ministries.BA}', '${trainer}', '${inviter}', now(), now() + interval '7 days')`);
const { rows: all } = await sql<{ id: string }>`select id from person`.execute(connection.db);
const ids = all.map(({ id }) => id);

const ask = async (actor: Actor, statement: ReturnType<typeof sql>) =>
  database.work(actor, async ({ db }) => {
    const { rows } = await statement.execute(db);
    return (rows as { id: string }[]).map(({ id }) => id).sort();
  });
const known = (actor: Actor) => ask(actor, sql`select person_id as id from known_as(${ids}::uuid[])`);
/** Whoever stands in the rows that the database shows to the actor. */
const seen = (actor: Actor) =>
  ask(
    actor,
    sql`select distinct id from (
      select unnest(array[person_id, proposed_by, consented_by, ended_by]) as id from appointment
      union select unnest(array[person_id, granted_by, ended_by]) from emergency_access
      union select unnest(array[person_id, asked_by, granted_by, withdrawn_by]) from login_reset
      union select invited_by from invitation) held where id is not null`,
  );

test.each(Object.entries(everybody))('%s is told of nobody but those in sight', async (_, who) => {
  const actor = who(people);
  expect(await known(actor)).toEqual(await seen(actor));
});

test('a foreign trainer is told of nobody else, a colleague of who granted', async () => {
  expect(await known(people.trainer.MK)).not.toContain(people.secretariat.personId);
  expect(await known(people.leader)).toContain(people.secretariat.personId);
  expect(await known(people.stranger)).toEqual([]);
});

test('whoever may invite is told as what an inviter is known, and nobody else is', async () => {
  for (const who of [people.coordinator.BA, people.deputy, people.leader]) {
    expect(await known(who)).toContain(inviter);
    const { rows } = await database.work(who, ({ db }) =>
      sql<{ role: string }>`select role from known_as(array[${inviter}::uuid])`.execute(db),
    );
    expect(rows).toEqual([{ role: 'administrator' }]);
  }
  for (const who of [people.trainer.BA, people.auditor, people.coordinator.MK, people.observer])
    expect(await known(who)).not.toContain(inviter);
});
