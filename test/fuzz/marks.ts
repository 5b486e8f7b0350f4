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

/** Which outsiders see more than what was released: who keeps accounts, and who decides on appointments. */
type View = 'network' | 'accounts' | 'decisions';
const viewOf = ({ seats }: Actor): View =>
  seats.some(({ role }) => role === 'administrator')
    ? 'accounts'
    : seats.some(({ role }) => role === 'secretariat')
      ? 'decisions'
      : 'network';

/**
 * Tells what an outsider may know of a ministry: whatever a release once put into the copy that the network sees. An
 * administrator keeps accounts, so knows who is there and what they are appointed to; the secretariat decides on what was
 * proposed or asked for in an emergency, so knows who is named in that. Neither knows a record.
 */
export function openLeft({ db }: Connection): (mark: string, who: Actor) => Promise<boolean> {
  const known: Record<View, Set<string>> = { network: new Set(), accounts: new Set(), decisions: new Set() };
  return async (mark, who) => {
    const view = viewOf(who);
    if (known[view].has(mark)) return true;
    const holds = `%${mark}%`;
    const { rows } = await sql<{ left: boolean }>`select exists (
      select from kaskada.audit_entry e where table_name = 'released_session' and e.after::text like ${holds}
      union all
      select from kaskada.audit_entry e where ${view} = 'accounts'
        and e.table_name in ('person', 'appointment', 'emergency_access') and e.after::text like ${holds}
      union all
      select from kaskada.audit_sealed s where ${view} = 'accounts' and s.table_name = 'person' and s.value like ${holds}
      union all
      select from kaskada.audit_entry e where ${view} = 'decisions'
        and (e.table_name = 'emergency_access' or e.table_name = 'appointment' and e.after ->> 'consented_at' is null)
        and (e.after::text like ${holds} or exists (
          select from kaskada.person p where p.name like ${holds} and e.after::text like '%' || p.id || '%'))
      ) as left`.execute(db);
    if (rows[0]!.left) known[view].add(mark);
    return rows[0]!.left;
  };
}
