import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { answer } from '#platform/database/database.ts';
import { findOwnSession, listOwnSessions } from '#domains/training/sessions/server/queries.ts';
import type { SessionId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { enrolTrainers, sessionVerbs } from '../sessions/verbs.ts';
import { head, importVerbs } from './verbs.ts';

const platform = await openTestPlatform();
const { database, connection, people, ministries } = platform;
await enrolTrainers(platform);
const { send, sendRows, begin, undo, problems, find, map } = importVerbs(platform);
const { release, save } = sessionVerbs(platform);
const coordinator = people.coordinator.BA;
const ownerId = ministries.BA;

const full = [...head, 'How do you know the numbers?', 'everybody', 'women', 'civilians'];
const row = (day: string, place: string, ...counts: (number | string | null)[]) => [
  ...[null, day, null, 'Peers at home', 'Held', null, place, 'BA', 'A trainer of BA', 'Sign-in sheet'],
  ...counts,
];

const versions = async () =>
  (
    await sql<{ n: number }>`select count(*)::integer as n from session_version where owner_id = ${ownerId}`.execute(
      connection.db,
    )
  ).rows[0]!.n;

describe('a file of past sessions', () => {
  const rows = [full, row('2015-03-01', 'Tuzla', 20, 12, null), row('2015-04-01', 'Mostar', null, 3, 5)];

  test('is checked without anything being written, then comes in as versions that wait', async () => {
    const checked = await sendRows(coordinator, ownerId, rows);
    expect(checked).toMatchObject({ stage: 'checked', counts: { fresh: 2, changed: 0, same: 0, wrong: 0 } });
    expect(await versions()).toBe(0);
    const done = await begin(coordinator, checked.id, ownerId);
    expect(done).toMatchObject({ stage: 'written', standing: 2, writtenRows: 2 });
    const list = await database.read(coordinator, (reading) => answer(reading, listOwnSessions, { state: 'waiting' }));
    expect(list.rows.map(({ place, origin, count }) => [place, origin, count?.total, count?.women])).toEqual([
      ['Mostar', 'imported', null, 3],
      ['Tuzla', 'imported', 20, 12],
    ]);
  });

  test('sent again adds nothing', async () => {
    const again = await sendRows(coordinator, ownerId, rows);
    expect(again.counts).toMatchObject({ fresh: 0, changed: 0, same: 2 });
    await begin(coordinator, again.id, ownerId);
    expect(await versions()).toBe(2);
  });
});
