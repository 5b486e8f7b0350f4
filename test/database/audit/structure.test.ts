import { afterAll, expect, test } from 'vitest';
import { findDifferences, openFresh, sayDifference } from '#platform/audit/structure.ts';
import { openEmptyPlatform } from '#test/platform.ts';

/* The database is compared with what the migrations make, so that its own functions cannot vouch for themselves. */

const { connection } = await openEmptyPlatform();
const fresh = await openFresh();
afterAll(() => fresh.close());
const altered = async () => (await findDifferences(connection, fresh)).map(sayDifference);

test('a database that nobody touched is what the migrations make', async () => {
  expect(await altered()).toEqual([]);
});

/** What is done, how it is named, and what puts it back. */
const alterations: readonly [string, string, string][] = [
  [
    'create role passer_by; grant select on audit_sealed to passer_by',
    'table audit_sealed is altered',
    'revoke all on audit_sealed from passer_by; drop role passer_by',
  ],
  [
    'alter table trainer disable trigger trainer_audit',
    'trigger trainer.trainer_audit is altered',
    'alter table trainer enable trigger trainer_audit',
  ],
  [
    'alter table released_session disable trigger all',
    'table released_session is altered',
    'alter table released_session enable trigger all',
  ],
  [
    'alter table person no force row level security',
    'table person is altered',
    'alter table person force row level security',
  ],
  [
    'alter policy trainer_find on trainer using (true)',
    'policy trainer.trainer_find is altered',
    'alter policy trainer_find on trainer using (owner_id = any ((select own_ministries())::uuid[]))',
  ],
  [
    'alter policy trainer_find on trainer to public',
    'policy trainer.trainer_find is altered',
    'alter policy trainer_find on trainer to kaskada_app',
  ],
  [
    'create policy open_door on audit_entry for select to kaskada_app using (true)',
    'policy audit_entry.open_door is altered: no migration makes it',
    'drop policy open_door on audit_entry',
  ],
  [
    'create rule unsaid as on insert to audit_entry do instead nothing',
    'rule audit_entry.unsaid is altered: no migration makes it',
    'drop rule unsaid on audit_entry',
  ],
  [
    `create function kaskada.to_char(timestamp, text) returns text language sql as $$ select 'then' $$`,
    'function to_char(timestamp without time zone, text) is altered: no migration makes it',
    'drop function kaskada.to_char(timestamp, text)',
  ],
  [
    'alter function may_audit(uuid) owner to kaskada_app',
    'function may_audit(owner uuid) is altered',
    'alter function may_audit(uuid) owner to kaskada_keeper',
  ],
  [
    'grant execute on function append_to_audit(audit_entry) to kaskada_app',
    'function append_to_audit(e kaskada.audit_entry) is altered',
    'revoke execute on function append_to_audit(audit_entry) from kaskada_app',
  ],
  ['alter role kaskada_app bypassrls', 'role kaskada_app is altered', 'alter role kaskada_app nobypassrls'],
];

test.each(alterations)('what somebody with all rights altered is named: %s', async (statement, said, undo) => {
  await connection.script(statement);
  const found = await altered().finally(() => connection.script(undo));
  expect(found.join('\n')).toContain(said);
  expect(await altered()).toEqual([]);
});

test('a function that finds nothing any more is named, and one that is gone', async () => {
  await connection.script(`create or replace function kaskada.find_strays()
    returns table (table_name text, row_key text, fault text) language sql as $$ select '', '', '' where false $$`);
  expect(await altered()).toEqual(['function find_strays() is altered: it is not as the migrations make it']);
  await connection.script('drop function find_strays()');
  expect(await altered()).toEqual(['function find_strays() is altered: the migrations make it, and it is not there']);
});
