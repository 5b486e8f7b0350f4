import { sql } from 'kysely';
import type { TestPlatform } from '#test/platform.ts';

/**
 * What a stranger who can send any SQL would do to become the keeper: hang the audit on a table of their own and let it
 * read a value whose cast is their own code. Returns what that code saw of the table that nobody may read. Temporary
 * things are allowed for it first, so that it is the right to the function that decides.
 */
export async function becomeKeeper({ connection, database, people }: TestPlatform): Promise<unknown> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(connection.db);
  await connection.script(`grant temporary on database "${rows[0]!.name}" to kaskada_app`);
  try {
    return await database.work(people.stranger, async ({ db }) => {
      for (const step of attack) await sql.raw(step).execute(db);
      return (await sql`select * from pg_temp.loot`.execute(db)).rows;
    });
  } finally {
    await connection.script(`revoke temporary on database "${rows[0]!.name}" from kaskada_app`);
  }
}

const attack = [
  `create type pg_temp.bait as enum ('x')`,
  'create temporary table loot (who name, sign_ins bigint)',
  'grant all on loot to public',
  `create function pg_temp.run(bait pg_temp.bait) returns json language plpgsql as $$ begin
     insert into pg_temp.loot select current_user, count(*) from kaskada.sign_in;
     return '{}'::json;
   end $$`,
  'grant execute on function pg_temp.run(pg_temp.bait) to public',
  'create cast (pg_temp.bait as json) with function pg_temp.run(pg_temp.bait)',
  'create temporary table hook (owner_id uuid, key text, bait pg_temp.bait)',
  `create trigger hook_audit after insert on hook for each row execute function kaskada.audit_change('key')`,
  `insert into hook values (null, 'k', 'x')`,
];
