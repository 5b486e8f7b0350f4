import { PGlite } from '@electric-sql/pglite';
import { sql, type Transaction } from 'kysely';
import type { Connection, NoTables } from '#platform/database/connection.ts';
import { connectInMemory, embeddedOptions } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { partsOfStructure } from './structure-parts.ts';

/** Something that the database is made of: a function, a trigger, a policy, a table, a rule, a role or a migration. */
export interface Part {
  readonly kind: string;
  readonly name: string;
  /** All that it does, as far as the catalogue says it alike on every version of PostgreSQL. */
  readonly definition: string;
  /** The conditions of a policy, as this database prints them. */
  readonly using: string | null;
  readonly check: string | null;
}

/** Where the database is not what the migrations make. */
export interface Difference {
  readonly kind: string;
  readonly name: string;
  readonly fault: 'altered' | 'added' | 'missing';
}

/**
 * Compares what the database is made of with a fresh one, which the migrations made: its own functions can be made to say
 * anything, so none of them is asked. For the owner of the tables.
 */
export async function findDifferences(connection: Connection, fresh: Connection): Promise<Difference[]> {
  const meant = await listParts(fresh);
  const found = await listParts(connection);
  const differences: Difference[] = [];
  for (const [key, { kind, name }] of new Map([...meant, ...found])) {
    const fault = await compare(fresh, meant.get(key), found.get(key));
    if (fault) differences.push({ kind, name, fault });
  }
  return differences;
}

/** An empty database in memory, as the migrations make it. */
export async function openFresh(): Promise<Connection> {
  const fresh = connectInMemory(await PGlite.create(embeddedOptions));
  await migrate(fresh);
  return fresh;
}

/** What is wrong with a part, in a sentence for the console. */
export const sayDifference = ({ kind, name, fault }: Difference): string =>
  `${kind} ${name} is altered: ${sentences[fault]}`;

const sentences: Readonly<Record<Difference['fault'], string>> = {
  altered: 'it is not as the migrations make it',
  added: 'no migration makes it',
  missing: 'the migrations make it, and it is not there',
};

/** The names of the catalogue alone are looked up, never one of the database's own. */
const catalogueOnly = sql`set local search_path = pg_catalog, pg_temp`;

const listParts = (connection: Connection): Promise<Map<string, Part>> =>
  connection.transact('read only', async (transaction) => {
    await catalogueOnly.execute(transaction);
    const { rows } = await partsOfStructure.execute(transaction);
    return new Map(rows.map((part) => [`${part.kind} ${part.name}`, part]));
  });

async function compare(fresh: Connection, meant?: Part, found?: Part): Promise<Difference['fault'] | null> {
  if (!meant) return 'added';
  if (!found) return 'missing';
  if (meant.definition !== found.definition) return 'altered';
  if (meant.using === found.using && meant.check === found.check) return null;
  return (await isPrintedOtherwise(fresh, meant, found)) ? null : 'altered';
}

/**
 * Versions of PostgreSQL print the same condition with other brackets and names. So the one in memory reads what the other
 * printed, and prints it again.
 */
async function isPrintedOtherwise(fresh: Connection, meant: Part, found: Part): Promise<boolean> {
  if ((meant.using === null) !== (found.using === null) || (meant.check === null) !== (found.check === null))
    return false;
  const [table, policy] = meant.name.split('.') as [string, string];
  const printed = fresh
    .transact('read write', async (transaction) => {
      await catalogueOnly.execute(transaction);
      await sql`alter policy ${sql.id(policy)} on ${sql.id('kaskada', table)}
        ${found.using === null ? sql`` : sql`using (${sql.raw(found.using)})`}
        ${found.check === null ? sql`` : sql`with check (${sql.raw(found.check)})`}`.execute(transaction);
      throw new Reprinted(await findPolicy(transaction, meant));
    })
    .catch((failure: unknown) => (failure instanceof Reprinted ? failure.part : null));
  const part = await printed;
  return part?.using === meant.using && part.check === meant.check;
}

/** Carries what was printed out of a transaction that leaves nothing behind. */
class Reprinted extends Error {
  readonly part: Part | undefined;
  constructor(part: Part | undefined) {
    super();
    this.part = part;
  }
}

async function findPolicy(transaction: Transaction<NoTables>, { kind, name }: Part): Promise<Part | undefined> {
  const { rows } = await partsOfStructure.execute(transaction);
  return rows.find((part) => part.kind === kind && part.name === name);
}
