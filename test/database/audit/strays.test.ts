import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { findStrays } from '#platform/audit/strays.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { layOut } from '../access/scene.ts';

const platform = await openTestPlatform();
const { connection, ministries, people } = platform;
await layOut(platform);
// What the scene puts there past the sums is summed up as the platform does it.
await connection.script(`delete from reach_peer_country;
  update released_session set kind = 'peers_from_outside', peer_countries = '{GE}'`);
const person = people.trainer.BA.personId!;

/** Changes rows as somebody who owns the tables can, past the triggers, and puts them back. */
const undo: string[] = [];
const past = (table: string, statement: string) =>
  connection.script(
    `alter table ${table} disable trigger user; ${statement}; alter table ${table} enable trigger user`,
  );
afterEach(async () => {
  for (const statement of undo.splice(0)) await connection.script(statement);
  expect(await findStrays(connection)).toEqual([]);
});

test('rows that changed as their triggers noted are as their entries say, in every audited table', async () => {
  expect(await findStrays(connection)).toEqual([]);
  const { rows } = await sql<{ name: string }>`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where t.tgfoid = 'kaskada.audit_change()'::regprocedure
      and not (has_table_privilege('kaskada_keeper', c.oid, 'select') and exists (select from pg_policies p
        where p.tablename = c.relname and 'kaskada_keeper' = any (p.roles) and p.cmd in ('SELECT', 'ALL')))`.execute(
    connection.db,
  );
  expect(rows).toEqual([]);
});

test('a row changed behind the back of a trigger is found', async () => {
  await past('person', `update person set name = name || ' (another)' where id = '${person}'`);
  undo.push(`alter table person disable trigger user;
    update person set name = replace(name, ' (another)', '') where id = '${person}';
    alter table person enable trigger user`);
  expect(await findStrays(connection)).toEqual([{ table: 'person', rowKey: person, fault: 'changed' }]);
});

test('a row added or taken out behind its back is found', async () => {
  const id = newId();
  await past('institution', `insert into institution values ('${id}', '${ministries.BA}', '{"en": "A school"}')`);
  expect(await findStrays(connection)).toEqual([{ table: 'institution', rowKey: id, fault: 'unheard' }]);
  await connection.script(`delete from institution where id = '${id}'; insert into institution values ('${id}',
    '${ministries.BA}', '{"en": "A school"}')`);
  await past('institution', `delete from institution where id = '${id}'`);
  undo.push(`alter table institution disable trigger user;
    insert into institution values ('${id}', '${ministries.BA}', '{"en": "A school"}');
    alter table institution enable trigger user`);
  expect(await findStrays(connection)).toEqual([{ table: 'institution', rowKey: id, fault: 'gone' }]);
});

test.each([
  ['reach_summary', 'total = total + 1', 'total = total - 1'],
  ['reach_summary', 'women = women + 1', 'women = women - 1'],
  ['reach_summary', 'uncounted_sessions = uncounted_sessions + 1', 'uncounted_sessions = uncounted_sessions - 1'],
  ['reach_peer_country', 'sessions = sessions + 1', 'sessions = sessions - 1'],
  ['reach_basis', 'without_sex = without_sex + 1', 'without_sex = without_sex - 1'],
  ['claimed_reach', 'total = total + 1', 'total = total - 1'],
  ['left_out_reach', 'sessions = sessions + 1', 'sessions = sessions - 1'],
  ['published_reach', 'men = men + 1', 'men = men - 1'],
  ['published_reach', 'held_sessions = held_sessions + 1', 'held_sessions = held_sessions - 1'],
])('a sum that is not what was released adds up to is found: %s, %s', async (table, change, back) => {
  await connection.script(`update ${table} set ${change}`);
  undo.push(`update ${table} set ${back}`);
  const { rows } = await sql`select from ${sql.table(table)}`.execute(connection.db);
  const found = await findStrays(connection);
  expect(found.length).toBe(rows.length);
  expect(found[0]).toMatchObject({ table, fault: 'miscounted' });
});

test('a number that is shown otherwise in the books than in the copy is found, and so is the sum of it', async () => {
  const ofOne = `where owner_id = '${ministries.BA}' and counts`;
  await connection.script(`update released_count set shown.total = (shown).total + 1 ${ofOne}`);
  undo.push(`update released_count set shown.total = (shown).total - 1 ${ofOne}`);
  expect((await findStrays(connection)).map(({ table, fault }) => ({ table, fault }))).toEqual([
    { table: 'published_reach', fault: 'miscounted' },
    { table: 'released_count', fault: 'miscounted' },
  ]);
});

test('a sum of nothing that was released is found', async () => {
  await connection.script(`insert into reach_peer_country values ('${ministries.MK}', 'ZZ', 1999, 3)`);
  undo.push(`delete from reach_peer_country where country_code = 'ZZ'`);
  expect(await findStrays(connection)).toEqual([
    { table: 'reach_peer_country', rowKey: `${ministries.MK}/ZZ/1999`, fault: 'miscounted' },
  ]);
});

test('a least number of persons that nobody released is found', async () => {
  await connection.script(`insert into published_persons values ('${ministries.MK}', 'peers_at_home', 20, 30, now())`);
  undo.push(`delete from published_persons where owner_id = '${ministries.MK}'`);
  expect(await findStrays(connection)).toEqual([
    { table: 'published_persons', rowKey: `${ministries.MK}/peers_at_home`, fault: 'miscounted' },
  ]);
});

test('the threshold, and what was published, cannot be changed unnoticed', async () => {
  await connection.script(`insert into network (name, origin, created_at) select '{"en": "N"}', 'demo', now()
      where not exists (select from network);
    insert into contradiction values ('${newId()}', 'S', 'One', 'Two', 'A', 'B')`);
  expect(await findStrays(connection)).toEqual([]);
  await past('network', 'update network set threshold = 3');
  await past('contradiction', `update contradiction set first = first || '!'`);
  undo.push(`alter table network disable trigger user; update network set threshold = 5;
    alter table network enable trigger user; alter table contradiction disable trigger user;
    update contradiction set first = replace(first, '!', ''); alter table contradiction enable trigger user`);
  const found = (await findStrays(connection)).map(({ table, fault }) => `${table} ${fault}`);
  expect([...new Set(found)]).toEqual(['contradiction changed', 'network changed']);
});

test('a trigger that was switched off or taken away is found', async () => {
  await connection.script('alter table trainer disable trigger trainer_audit');
  undo.push('alter table trainer enable trigger trainer_audit');
  expect(await findStrays(connection)).toEqual([{ table: 'trainer', rowKey: null, fault: 'unwatched' }]);
  await connection.script('drop trigger trainer_audit on trainer');
  undo.splice(
    0,
    1,
    `create trigger trainer_audit after insert or update or delete on trainer
      for each row execute function audit_change('id')`,
  );
  expect(await findStrays(connection)).toEqual([{ table: 'trainer', rowKey: null, fault: 'unwatched' }]);
});
