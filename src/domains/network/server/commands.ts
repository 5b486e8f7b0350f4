import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { newId, type PersonId } from '#shared/ids.ts';
import { NetworkFounded } from '../errors.ts';
import { networkFounded } from '../events.ts';
import { findNetwork } from './queries.ts';
import type { NetworkTables } from './tables.ts';

/** Founds the network and appoints its first administrator. Needs the duty of the first run; works once. */
export async function foundNetwork(
  work: Work<NetworkTables>,
  networkName: string,
  personName: string,
): Promise<PersonId> {
  if (await work.ask(findNetwork)) throw new NetworkFounded();
  const person = newId<'Person'>();
  const name = JSON.stringify({ en: networkName });
  await sql`select found_network(${name}::jsonb, ${work.now}, ${person}, ${personName}, ${newId()})`.execute(work.db);
  work.announce(networkFounded());
  return person;
}
