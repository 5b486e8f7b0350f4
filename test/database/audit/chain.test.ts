import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '#platform/audit/verify.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { rewrite, setHeadBack, tamper as tamperWith } from './tampering.ts';

const { database, connection, people, ministries } = await openTestPlatform();
const chain = ministries.BA;

/** Some entries in the chain of one ministry: an insert, updates and a delete. */
beforeAll(async () => {
  const id = newId();
  await database.work(people.trainer.BA, async ({ db, actor }) => {
    await sql`insert into training_session values (${id}, ${chain}, ${actor.personId}, now(), 'recorded')`.execute(db);
    await sql`insert into session_draft values (${id}, ${chain}, ${actor.personId}, '{"title": "Пријава — š"}', 1, now())`.execute(
      db,
    );
    await sql`update session_draft set revision = 2, author_id = ${actor.personId}`.execute(db);
    await sql`delete from session_draft`.execute(db);
  });
});

const countEntries = async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_entry where chain = ${chain}`.execute(
    connection.db,
  );
  return rows[0]!.n;
};
const reportOf = async (name: string) => (await verifyAudit(connection)).find((report) => report.chain === name);

const tamper = (statement: string) => tamperWith(connection, statement);

test('an audit that nobody touched holds, in every chain', async () => {
  const reports = await verifyAudit(connection);
  expect(reports.map((report) => report.chain)).toEqual(['network', ...Object.values(ministries)].sort());
  expect(reports.filter(({ broken }) => broken)).toEqual([]);
  const { rows } = await sql<{ seq: number; hash: string }>`
    select seq, encode(hash, 'hex') as hash from audit_head where chain = ${chain}`.execute(connection.db);
  expect(await reportOf(chain)).toEqual({
    chain,
    entries: rows[0]!.seq,
    head: rows[0]!.hash,
    broken: null,
    kept: null,
  });
  expect(rows[0]!.seq).toBe(await countEntries());
});

test('who changed what, and when, is in it', async () => {
  const { rows } = await sql`select actor_id, action, before ->> 'revision' as before, after ->> 'revision' as after
    from audit_entry where chain = ${chain} and table_name = 'session_draft' order by seq`.execute(connection.db);
  const actor_id = people.trainer.BA.personId;
  expect(rows).toEqual([
    { actor_id, action: 'insert', before: null, after: '1' },
    { actor_id, action: 'update', before: '1', after: '2' },
    { actor_id, action: 'delete', before: '2', after: null },
  ]);
});

test.each([
  ['what it says', `after = '{"title": "Another"}'`],
  ['who did it', 'actor_id = gen_random_uuid()'],
  ['when', `at = at + interval '1 microsecond'`],
  ['of which row', `row_key = 'another'`],
  ['its hash', `hash = sha256('another')`],
])('an entry altered in %s is found', async (_, change) => {
  await tamper(`update audit_entry set ${change} where chain = '${chain}' and seq = 6`);
  expect((await reportOf(chain))?.broken?.seq).toBe(6);
  expect((await verifyAudit(connection)).filter(({ broken }) => broken)).toHaveLength(1);
});

test('an entry altered together with its hash is found at the next one', async () => {
  await tamper(`update audit_entry set row_key = 'another' where chain = '${chain}' and seq = 6;
    update audit_entry e set hash = audit_hash(previous_hash, e) where chain = '${chain}' and seq = 6`);
  expect((await reportOf(chain))?.broken).toEqual({ seq: 7, reason: 'it does not follow from the entry before it' });
});

test.each([1, 5])('entry %i taken out is found', async (seq) => {
  await tamper(`delete from audit_entry where chain = '${chain}' and seq = ${seq}`);
  expect((await reportOf(chain))?.broken).toEqual({ seq, reason: 'it is missing' });
});

test('an end that was cut off is found', async () => {
  await tamper(`delete from audit_entry where chain = '${chain}' and seq > 5`);
  expect((await reportOf(chain))?.broken).toEqual({ seq: 6, reason: 'it is missing' });
});

test('a chain that was taken out whole is found', async () => {
  await tamper(`delete from audit_entry where chain = '${chain}'`);
  expect((await reportOf(chain))?.broken).toEqual({ seq: 1, reason: 'it is missing' });
});

test('an entry added at the end is found', async () => {
  await tamper(`insert into audit_entry (owner_id, seq, at, table_name, row_key, action, previous_hash, hash)
    select '${chain}', seq + 1, now(), 'person', 'x', 'delete', hash, sha256('x') from audit_head where chain = '${chain}'`);
  expect((await reportOf(chain))?.broken?.seq).toBe(await countEntries());
});

test('a head that was taken away or moved is found', async () => {
  await tamper(`delete from audit_head where chain = '${chain}';
    update audit_head set hash = sha256('x') where chain = 'network'`);
  expect((await reportOf(chain))?.broken?.reason).toBe('the chain has no head');
  expect((await reportOf('network'))?.broken?.reason).toBe('its hash is not that of the head');
});

test('an end cut off with the head set back, or a chain written anew, holds by itself', async () => {
  await tamper(`delete from audit_entry where chain = '${chain}' and seq > 5; ${setHeadBack(chain)};
    delete from audit_sealed where chain = '${chain}' and seq > 5;
    update audit_entry set row_key = 'another' where chain = 'network' and seq = 1; ${rewrite('network')}`);
  expect((await verifyAudit(connection)).filter(({ broken }) => broken)).toEqual([]);
});

const keepHead = async (name: string) => {
  const report = (await reportOf(name))!;
  return { chain: name, seq: report.entries, hash: report.head };
};
const keptOf = async (head: Awaited<ReturnType<typeof keepHead>>) =>
  (await verifyAudit(connection, head)).find((report) => report.chain === head.chain)?.kept;

test('a head kept outside is found again while the chain grows', async () => {
  const head = await keepHead(chain);
  expect(await keptOf(head)).toBe('there');
  await database.work(people.trainer.BA, ({ db }) =>
    sql`select note_read(${chain}, 'trainer', '', 'read', null)`.execute(db),
  );
  expect((await reportOf(chain))?.entries).toBe(head.seq + 1);
  expect(await keptOf(head)).toBe('there');
});

test('a head kept outside tells that the end was cut off and the head set back', async () => {
  const head = await keepHead(chain);
  await tamper(`delete from audit_entry where chain = '${chain}' and seq > 5; ${setHeadBack(chain)}`);
  expect(await keptOf(head)).toBe('gone');
});

test('a head kept outside tells that the whole chain was written anew', async () => {
  const head = await keepHead(chain);
  await tamper(`update audit_entry set row_key = 'another' where chain = '${chain}' and seq = 2; ${rewrite(chain)}`);
  expect((await reportOf(chain))?.broken).toBeNull();
  expect(await keptOf(head)).toBe('another');
});

test('a head kept outside tells that the chain is gone', async () => {
  const head = await keepHead(chain);
  await tamper(`delete from audit_entry where chain = '${chain}'; delete from audit_head where chain = '${chain}'`);
  expect(await keptOf(head)).toBe('gone');
  expect(await reportOf(chain)).toBeUndefined();
});
