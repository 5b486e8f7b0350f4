import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { connectInMemory, embeddedOptions } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { partsOfStructure, type Part } from './structure-parts.ts';

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
 * printed, prints it again, and is put back.
 */
async function isPrintedOtherwise(fresh: Connection, meant: Part, found: Part): Promise<boolean> {
  if ((meant.using === null) !== (found.using === null) || (meant.check === null) !== (found.check === null))
    return false;
  try {
    await fresh.script(sayPolicy(meant.name, found));
    const read = (await listParts(fresh)).get(`${meant.kind} ${meant.name}`);
    return read?.using === meant.using && read.check === meant.check;
  } catch {
    return false;
  } finally {
    await fresh.script(sayPolicy(meant.name, meant));
  }
}

function sayPolicy(name: string, { using, check }: Part): string {
  const [table, policy] = name.split('.');
  const conditions = [using && `using (${using})`, check && `with check (${check})`].filter(Boolean).join(' ');
  return `alter policy "${policy}" on kaskada."${table}" ${conditions}`;
}
