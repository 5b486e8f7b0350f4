import { assert, asyncProperty, constantFrom, integer, nat, array, tuple } from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { noteReads } from '#domains/audit/server/commands.ts';
import type { EntryText } from '#platform/audit/entry.ts';
import { findStrays } from '#platform/audit/strays.ts';
import { verifyAudit } from '#platform/audit/verify.ts';
import { walkChain } from '#platform/audit/walk.ts';
import { carryOut } from '#platform/database/database.ts';
import { listNextTexts } from '#domains/audit/server/queries.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

const { connection, database, people, ministries } = await openTestPlatform();
const chain = ministries.BA;

/** Things that happen to a ministry's records, some by people, some by whoever runs the database. */
const happenings = {
  add: (n: number) =>
    database.work(people.trainer.BA, ({ db }) =>
      sql`insert into training_session values (${newId()}, ${chain}, ${people.trainer.BA.personId}, now(), 'recorded')`
        .execute(db)
        .then(() => n),
    ),
  rename: (n: number) =>
    connection.script(`update person set name = 'Име ${n} — š"\\' where id = '${people.trainer.BA.personId}'`),
  again: () => connection.script('update person set name = name'),
  hire: (n: number) =>
    connection.script(`insert into trainer (id, owner_id, name, active_from, origin)
      values (gen_random_uuid(), '${chain}', 'T ${n}', '2020-01-01', 'demo')`),
  retire: () => connection.script('delete from trainer where id in (select id from trainer limit 1)'),
  read: () =>
    database.work(people.administrator, (work) =>
      carryOut(work, noteReads, [
        { ownerId: chain, kind: 'appointment', action: 'read' },
        { ownerId: ministries.RS, kind: 'appointment', action: 'read' },
      ]),
    ),
  take: (n: number) =>
    database.work(people.trainer.BA, (work) =>
      carryOut(work, noteReads, [{ ownerId: chain, kind: 'trainer', action: 'export', detail: { rows: n } }]),
    ),
};
type Happening = keyof typeof happenings;

test('whatever happens, the chains hold and the rows are as their entries say', async () => {
  const names = constantFrom(...(Object.keys(happenings) as Happening[]));
  await assert(
    asyncProperty(array(tuple(names, nat(1000)), { maxLength: 8 }), async (sequence) => {
      for (const [name, n] of sequence) await happenings[name](n);
      expect((await verifyAudit(connection)).filter(({ broken }) => broken)).toEqual([]);
      expect(await findStrays(connection)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

/** One bit of one byte of one field of one entry turned over. */
function flip(entry: EntryText, field: keyof EntryText, at: number, bit: number): EntryText {
  const bytes = Buffer.from(String(entry[field]), 'latin1');
  bytes[at % bytes.length]! ^= 1 << bit;
  const text = bytes.toString('latin1');
  return { ...entry, [field]: field === 'seq' ? Number(text) : text };
}

test('any single byte that is turned over, in any entry, is found', async () => {
  const entries = await database.read(people.auditor, ({ ask }) => ask(listNextTexts, chain, 0, 1000));
  expect(entries.length).toBeGreaterThan(10);
  const fields = [
    'seq',
    'at',
    'actor',
    'table',
    'rowKey',
    'action',
    'before',
    'after',
    'previousHash',
    'hash',
  ] as const;
  const places = entries.flatMap((entry, which) =>
    fields.filter((field) => entry[field]).map((field) => ({ which, field })),
  );
  await assert(
    asyncProperty(
      constantFrom(...places),
      nat(5000),
      integer({ min: 0, max: 6 }),
      async ({ which, field }, at, bit) => {
        const altered = entries.map((entry, index) => (index === which ? flip(entry, field, at, bit) : entry));
        const { broken } = await walkChain(chain, inTurn(altered));
        expect(broken).not.toBeNull();
      },
    ),
    { numRuns: 500 },
  );
});

async function* inTurn(entries: readonly EntryText[]) {
  yield* entries;
}
