import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Actor } from '#shared/actor.ts';
import { NotPermitted } from '#platform/database/failure.ts';
import type { TestPlatform } from '#test/platform.ts';
import { template } from '#test/postgres.ts';
import { everybody } from './expected.ts';
import type { Attempt } from './scene.ts';

/** A table as the catalogue describes it. */
export interface Table {
  readonly name: string;
  readonly owned: boolean;
  /** The columns that the platform was granted to change; the first one where there is none. */
  readonly changeable: readonly string[];
  readonly guarded: boolean;
  readonly forced: boolean;
}

/** Every table of the platform, whoever made it. */
export async function listTables({ connection }: TestPlatform): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name, c.relrowsecurity as guarded, c.relforcerowsecurity as forced,
      bool_or(a.attname = 'owner_id') as owned,
      coalesce(json_agg(a.attname) filter (where has_column_privilege('kaskada_app', c.oid, a.attnum, 'update')),
        json_build_array(min(a.attname) filter (where a.attnum = 1))) as changeable
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.attgenerated = ''
    where c.relnamespace = 'kaskada'::regnamespace and c.relkind in ('r', 'p', 'm', 'v', 'f')
    group by c.oid order by c.relname`.execute(connection.db);
  return rows;
}

/** The functions of the schema that a role, or everybody (public), may run. */
export async function listFunctions({ connection }: TestPlatform, role: 'kaskada_app' | 'public'): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select proname as name from pg_proc where pronamespace = 'kaskada'::regnamespace
      and has_function_privilege(${role}, oid, 'execute') order by proname collate "C"`.execute(connection.db);
  return rows.map(({ name }) => name);
}

/** Whether a role may make temporary tables in a migrated database. A copy of one does not keep that right. */
export async function mayMakeTemporary({ connection }: TestPlatform, role: 'kaskada_app'): Promise<boolean> {
  const database = connection.kind === 'server' ? sql`${template}` : sql`current_database()`;
  const { rows } = await sql<{ may: boolean }>`
    select has_database_privilege(${role}, ${database}, 'temporary') as may`.execute(connection.db);
  return rows[0]!.may;
}

type Db = Kysely<Record<string, Record<string, unknown>>>;
type Verb = 's' | 'i' | 'u' | 'd';

/** What each of `everybody` really can do with a table's rows of Bosnia and Herzegovina, tried one by one. */
export async function tryTable(platform: TestPlatform, table: Table, attempt: Attempt = {}): Promise<string[]> {
  const line: string[] = [];
  for (const who of Object.values(everybody)) {
    const actor = who(platform.people);
    const could: Verb[] = [];
    for (const [verb, statement] of statements(platform, table, attempt, actor))
      if (await succeeds(platform, actor, statement)) could.push(verb);
    line.push([...new Set(could)].join('') || '-');
  }
  return line;
}

/**
 * One statement a verb. Update and delete name no row and read no column: so it is their own policy that decides,
 * not the one for select as well.
 */
function statements(
  { ministries }: TestPlatform,
  { name, owned, changeable }: Table,
  { insert, update }: Attempt,
  actor: Actor,
): [Verb, (db: Db) => Promise<boolean>][] {
  const ofOwner = owned ? sql`where owner_id = ${ministries.BA}` : sql``;
  const changes = update ? [update(actor)] : changeable.map((column) => ({ [column]: null }));
  return [
    ['s', async (db) => (await rowsOf(db, sql`select 1 from ${sql.table(name)} ${ofOwner} limit 1`)) > 0],
    [
      'i',
      async (db) => {
        if (insert) await db.insertInto(name).values(insert(actor)).execute();
        else await sql`insert into ${sql.table(name)} default values`.execute(db);
        return true;
      },
    ],
    ...changes.map((change): [Verb, (db: Db) => Promise<boolean>] => [
      'u',
      async (db) => (await db.updateTable(name).set(change).executeTakeFirstOrThrow()).numUpdatedRows > 0n,
    ]),
    ['d', async (db) => (await db.deleteFrom(name).executeTakeFirstOrThrow()).numDeletedRows > 0n],
  ];
}

const rowsOf = async (db: Db, query: RawBuilder<unknown>) => (await query.execute(db)).rows.length;

class Undo extends Error {
  readonly succeeded: boolean;
  constructor(succeeded: boolean) {
    super('undo');
    this.succeeded = succeeded;
  }
}

/**
 * Runs a statement as somebody and takes it back. The database asks for permission first and for sense later: a row
 * that breaks a constraint (class 23) was let through. Any other failure is a mistake of the test.
 */
async function succeeds({ database }: TestPlatform, actor: Actor, statement: (db: Db) => Promise<boolean>) {
  try {
    return await database.work(actor, async ({ db }) => {
      throw new Undo(await statement(db as unknown as Db));
    });
  } catch (outcome) {
    if (outcome instanceof Undo) return outcome.succeeded;
    if (outcome instanceof NotPermitted) return false;
    if ((outcome as { code?: string }).code?.startsWith('23')) return true;
    throw outcome;
  }
}
