import { sql } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
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

/** Tells what has left its ministry: whatever a release once put into the copy that the network sees. */
export function openReleased({ db }: Connection): (mark: string) => Promise<boolean> {
  const known = new Set<string>();
  return async (mark) => {
    if (known.has(mark)) return true;
    const { rows } = await sql<{ left: boolean }>`select exists (select from kaskada.audit_entry
      where table_name = 'released_session' and after::text like ${`%${mark}%`}) as left`.execute(db);
    if (rows[0]!.left) known.add(mark);
    return rows[0]!.left;
  };
}
