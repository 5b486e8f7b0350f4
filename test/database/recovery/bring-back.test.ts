import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { bringBack } from '#app/sign-in/bring-back.ts';
import { giveLogin, hasWayIn } from '#test/logins.ts';
import { openTestPlatform } from '#test/platform.ts';

const platform = await openTestPlatform();
const { connection, people, ministries } = platform;
const lost = people.coordinator.BA;

test('whoever runs the platform brings back who lost every way in, and the audit says so', async () => {
  await giveLogin(platform, lost);
  expect(await bringBack(connection, 'nobody@example.org')).toBeNull();
  expect(await hasWayIn(platform, lost)).toBe(true);

  const back = await bringBack(connection, `${lost.personId!.toUpperCase()}@example.org`);
  expect(back?.path).toMatch(/^\/invitation\/[\w-]{43}$/);
  expect(await hasWayIn(platform, lost)).toBe(false);
  const { rows } = await sql`
    select e.actor_id, e.after ->> 'invited_by' as by from audit_entry e
    where e.chain = ${ministries.BA} and e.table_name = 'invitation' and e.row_key in (
      select id::text from invitation where person_id = ${lost.personId} and withdrawn_at is null)`.execute(
    connection.db,
  );
  expect(rows).toEqual([{ actor_id: null, by: null }]);
});
