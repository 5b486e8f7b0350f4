import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import type { Actor } from '#shared/actor.ts';
import { countries, type Country } from '#test/people.ts';

/*
 * A mark is a word that stands nowhere else and says whose it is. Every text of a ministry carries one; where a mark is
 * met outside, either the text was released or there is a hole.
 */

// Hyphens, because neither a hash in a policy nor an id could hold this by chance.
const pattern = new RegExp(`zx-(${countries.join('|').toLowerCase()})-[a-z0-9]{8}`, 'g');
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** The beginning of every mark, to search with. */
export const markBegin = 'zx';

/** The mark of a ministry that ends with these eight letters. */
export const markOf = (country: Country, end: string): string => `zx-${country.toLowerCase()}-${end}`;

/** What stands in a text of which it is known whose it is: marks, and ids that were noted. */
export function findMarks(text: string, idsOf: ReadonlyMap<string, Country>): Map<string, Country> {
  const found = new Map<string, Country>();
  for (const [mark, country] of text.matchAll(pattern)) found.set(mark, country!.toUpperCase() as Country);
  for (const [one] of text.matchAll(id)) {
    const country = idsOf.get(one);
    if (country) found.set(one, country);
  }
  return found;
}

/** What may be seen outside a ministry once a row of it was written: of everybody, and of who keeps accounts. */
const copies = ['released_session'];
const accounts = ['person', 'appointment', 'emergency_access'];

/**
 * Tells what an outsider may know of a ministry: whatever a release once put into the copy that the network sees. An
 * administrator keeps accounts: who is there and what they are appointed to, and no record.
 */
export function openLeft({ db }: Connection): (mark: string, who: Actor) => Promise<boolean> {
  const known = { network: new Set<string>(), accounts: new Set<string>() };
  return async (mark, who) => {
    const view = who.seats.some(({ role }) => role === 'administrator') ? 'accounts' : 'network';
    if (known[view].has(mark)) return true;
    const tables = view === 'accounts' ? [...copies, ...accounts] : copies;
    const { rows } = await sql<{ left: boolean }>`select exists (select from kaskada.audit_entry
      where table_name = any (${tables}) and after::text like ${`%${mark}%`}) as left`.execute(db);
    if (rows[0]!.left) known[view].add(mark);
    return rows[0]!.left;
  };
}
