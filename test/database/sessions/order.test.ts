import { expect, test } from 'vitest';
import { answer } from '#platform/database/database.ts';
import { listReleased } from '#domains/training/sessions/server/queries.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';
import { enrolTrainers, heldBy, sessionVerbs } from './verbs.ts';

const platform = await openTestPlatform();
const { database, people, ministries } = platform;
const roster = await enrolTrainers(platform);
const { submit, release } = sessionVerbs(platform);

test('by their totals, sessions whose totals are withheld stand as they would if these were equal', async () => {
  for (const n of [3, 20, 1, 4, 6, 2, 0]) {
    const [sessionId, versionId] = [newId<'Session'>(), newId<'SessionVersion'>()];
    const content = heldBy(roster.BA, { title: `${n} people`, statements: [{ n }] });
    await submit(people.trainer.BA, { sessionId, ownerId: ministries.BA, versionId, after: 0, revision: 0, content });
    await release(people.coordinator.BA, versionId, 'total');
  }
  const ordered = (direction: 'asc' | 'desc') =>
    database.read(people.secretariat, async (reading) => {
      const { rows } = await answer(reading, listReleased, {}, 1, { by: 'all', direction });
      return rows.map(({ title, count }) => [title, count.total]);
    });
  const small = [3, 1, 4, 2].map((n) => [`${n} people`, 'withheld']);
  const [none, six, twenty] = [0, 6, 20].map((n) => [`${n} people`, n]);
  expect(await ordered('asc')).toEqual([none, six, twenty, ...small]);
  expect(await ordered('desc')).toEqual([twenty, six, none, ...small]);
});
