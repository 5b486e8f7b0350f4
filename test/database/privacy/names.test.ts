import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Actor } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import { openTestPlatform } from '#test/platform.ts';

const { connection, database, people, ministries } = await openTestPlatform();
const call = (actor: Actor, statement: ReturnType<typeof sql>) =>
  database.work(actor, ({ db }) => statement.execute(db));
const actor = people.trainer.BA;

describe.each([
  ['nothing', ''],
  ['blanks', '   '],
  ['the mark of somebody erased', '~7F3A'],
  ['the mark alone', '~'],
  ['blanks around a name', ' Ana '],
  ['more than 200 characters', 'A'.repeat(201)],
])('a name that is %s', (_, name) => {
  test('is not taken for one’s own, past every form', async () => {
    await expect(call(actor, sql`select correct_own_name(${name})`)).rejects.toMatchObject({ code: '23514' });
  });
  test('is given to nobody who is added', async () => {
    const adding = sql`select add_person(${newId()}, ${ministries.BA}, ${name})`;
    await expect(call(people.coordinator.BA, adding)).rejects.toMatchObject({ code: '23514' });
  });
});

test('another name is taken', async () => {
  await call(actor, sql`select correct_own_name('Ђорђе Šušnjar')`);
  const { rows } = await sql`select name from person where id = ${actor.personId}`.execute(connection.db);
  expect(rows).toEqual([{ name: 'Ђорђе Šušnjar' }]);
});
