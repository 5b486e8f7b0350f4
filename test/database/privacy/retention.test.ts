import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { removeWhatIsDue } from '#domains/privacy/server/jobs.ts';
import { setRetention } from '#domains/privacy/server/commands.ts';
import { listRetention, listRuns } from '#domains/privacy/server/queries.ts';
import { MayNotSetRetention, PeriodOutOfRange } from '#domains/privacy/errors.ts';
import type { RetentionKind } from '#domains/privacy/types.ts';
import { answer, carryOut } from '#platform/database/database.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

const start = new Date();
const platform = await openTestPlatform();
const { database, connection, people, ministries } = platform;
const owner = ministries.BA;
const anHour = 3_600_000;
const daysAgo = (days: number, later = 0) => new Date(start.getTime() - days * 86_400_000 + later).toISOString();
const run = () => database.onDuty('retention', (work) => carryOut(work, removeWhatIsDue));
const linesOf = (who: Actor) => database.read(who, (reading) => answer(reading, listRetention, owner));
const dueOf = async (kind: RetentionKind) => (await linesOf(people.coordinator.BA)).find((line) => line.kind === kind)!;
const left = async (table: string, ids: readonly string[], column = 'id') =>
  (
    await sql<{ id: string }>`select ${sql.ref(column)}::text as id from ${sql.table(table)}
      where ${sql.ref(column)}::text = any (${ids}::text[])`.execute(connection.db)
  ).rows.map(({ id }) => id);

/** For each kind a record that is due to the millisecond, and one that is due an hour later. */
async function layOut() {
  const [trainer, coordinator] = [people.trainer.BA.personId, people.coordinator.BA.personId];
  const pair = () => [newId() as string, newId() as string] as const;
  const at = {
    invitation: pair(),
    sign_in: pair(),
    draft: pair(),
    proposal: pair(),
    erasure_request: pair(),
    person: pair(),
  };
  const script: string[] = [];
  for (const [index, later] of [0, anHour].entries()) {
    script.push(`insert into invitation (id, owner_id, person_id, invited_by, invited_at, expires_at)
      values ('${at.invitation[index]}', '${owner}', '${trainer}', '${coordinator}', '${daysAgo(372)}', '${daysAgo(365, later)}')`);
    script.push(`insert into sign_in (token_hash, id, person_id, began_at, expires_at, ended_at, method)
      values (sha256('${at.sign_in[index]}'), '${at.sign_in[index]}', '${trainer}', '${daysAgo(100)}', '2090-01-01',
        '${daysAgo(90, later)}', 'password')`);
    script.push(
      `insert into training_session values ('${at.draft[index]}', '${owner}', '${trainer}', '${daysAgo(800)}', 'recorded')`,
    );
    script.push(
      `insert into session_draft values ('${at.draft[index]}', '${owner}', '${trainer}', '{}', 1, '${daysAgo(730, later)}')`,
    );
    script.push(`insert into appointment (id, person_id, owner_id, role, from_date, proposed_by, proposed_at, ended_at)
      values ('${at.proposal[index]}', '${trainer}', '${owner}', 'leader', '2012-01-01', '${coordinator}',
        '${daysAgo(900)}', '${daysAgo(365, later)}')`);
    script.push(`insert into erasure_request (id, owner_id, person_id, note, asked_at, answered_by, answered_at, because)
      values ('${at.erasure_request[index]}', '${owner}', '${trainer}', '', '${daysAgo(1900)}', '${coordinator}',
        '${daysAgo(1825, later)}', 'It had to stay')`);
    script.push(
      `insert into person values ('${at.person[index]}', '${owner}', 'Somebody Gone ${index}', 'recorded', '${daysAgo(4000)}')`,
    );
    script.push(`insert into appointment (id, person_id, owner_id, role, from_date, consented_at, ended_at)
      values ('${newId()}', '${at.person[index]}', '${owner}', 'leader', '2012-01-01', '2012-01-01', '${daysAgo(1825, later)}')`);
  }
  for (const [part, later] of [
    ['about', 0],
    ['contact', anHour],
  ] as const) {
    script.push(
      `insert into profile_part values ('${trainer}', '${owner}', '${part}', '{"about":"x"}', 1, '${daysAgo(500)}')`,
    );
    script.push(
      `insert into profile_consent values ('${newId()}', '${trainer}', '${owner}', '${part}', '${daysAgo(499)}', '${daysAgo(365, later)}')`,
    );
  }
  await connection.script(script.join(';'));
  return at;
}

test('what is due is removed, and nothing else, once a day, whoever asks, and said afterwards', async () => {
  const at = await layOut();
  for (const kind of [
    'invitation',
    'sign_in',
    'draft',
    'profile_part',
    'proposal',
    'erasure_request',
    'person',
  ] as const)
    expect(await dueOf(kind), kind).toMatchObject({ due: 1, soon: 2 });
  expect(await Promise.all([run(), run(), run()])).toEqual(expect.arrayContaining([true, false, false]));

  for (const kind of ['invitation', 'sign_in', 'proposal', 'erasure_request'] as const) {
    const table = kind === 'proposal' ? 'appointment' : kind;
    expect(await left(table, at[kind]), kind).toEqual([at[kind][1]]);
  }
  expect(await left('session_draft', at.draft, 'session_id')).toEqual([at.draft[1]]);
  expect(await left('training_session', at.draft)).toEqual([at.draft[1]]);
  expect(await left('profile_part', ['about', 'contact'], 'part')).toEqual(['contact']);
  const { rows } = await sql<{ name: string }>`select name from person
    where id = any (${[...at.person]}::uuid[]) order by erased_at nulls last`.execute(connection.db);
  expect(rows.map(({ name }) => name)).toEqual([expect.stringMatching(/^~/), 'Somebody Gone 1']);

  const runs = await database.read(people.leader, (reading) => answer(reading, listRuns, owner));
  const removed = { invitation: 1, sign_in: 1, draft: 1, profile_part: 1, proposal: 1, erasure_request: 1, person: 1 };
  expect(runs).toEqual([{ ranAt: expect.any(Date), removed }]);
  expect(await run()).toBe(false);
  await connection.script(`update daily_job set last_day = last_day - 1;
    update sign_in set ended_at = ended_at - interval '1 day' where id = '${at.sign_in[1]}'`);
  expect(await run()).toBe(true);
  expect(await left('sign_in', at.sign_in)).toEqual([]);
});

test('each run stands in the audit of its owner', async () => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audit_entry
    where table_name = 'retention_run' and owner_id = ${owner}`.execute(connection.db);
  expect(rows[0]!.n).toBe(2);
});

test('whoever recorded something keeps their name', async () => {
  const [gone, session] = [newId(), newId()];
  await connection.script(`insert into person values ('${gone}', '${owner}', 'Somebody Who Recorded', 'recorded', '2015-01-01');
    insert into appointment (id, person_id, owner_id, role, from_date, to_date, consented_at)
      values ('${newId()}', '${gone}', '${owner}', 'trainer', '2015-01-01', '2016-01-01', '2015-01-01');
    insert into training_session values ('${session}', '${owner}', '${gone}', '2015-05-05', 'recorded')`);
  expect((await dueOf('person')).due).toBe(0);
});

test('a period is its owner’s to set, within the limits', async () => {
  const set = (who: Actor, days: number, of: typeof owner | null = owner) =>
    database.work(who, (work) => carryOut(work, setRetention, of, 'sign_in', days));
  await set(people.coordinator.BA, 200);
  await set(people.coordinator.BA, 180);
  expect(await dueOf('sign_in')).toMatchObject({ days: 180, usual: 90, setAt: expect.any(Date) });
  await expect(set(people.coordinator.BA, 29)).rejects.toBeInstanceOf(PeriodOutOfRange);
  const short = database.work(people.coordinator.BA, ({ db }) => sql`update retention_period set days = 1`.execute(db));
  await expect(short).rejects.toBeInstanceOf(NotPermitted);
  for (const who of [people.trainer.BA, people.leader, people.coordinator.MK, people.administrator, people.secretariat])
    await expect(set(who, 100)).rejects.toBeInstanceOf(MayNotSetRetention);
  await set(people.administrator, 100, null);
  await expect(set(people.coordinator.BA, 100, null)).rejects.toBeInstanceOf(MayNotSetRetention);
});

test('how many are due is told to the people of the owner alone; removing is nobody’s', async () => {
  await layOutOne();
  expect((await linesOf(people.trainer.BA)).find(({ kind }) => kind === 'draft')?.soon).toBeGreaterThan(0);
  for (const who of [people.coordinator.MK, people.secretariat, people.administrator, people.observer])
    expect((await linesOf(who)).map(({ soon }) => soon)).toEqual(Array(8).fill(null));
  const bare = database.work(people.administrator, ({ db }) => sql`select carry_out_retention()`.execute(db));
  await expect(bare).rejects.toBeInstanceOf(NotPermitted);
});

async function layOutOne() {
  const id = newId();
  await connection.script(`insert into training_session values ('${id}', '${owner}', '${people.trainer.BA.personId}', '2020-01-01', 'recorded');
    insert into session_draft values ('${id}', '${owner}', '${people.trainer.BA.personId}', '{}', 1, '2020-01-01')`);
}
