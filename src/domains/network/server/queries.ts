import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { OwnerId } from '#shared/ids.ts';
import type { CountryName, Network, Trainer, TrainerCohort } from '../types.ts';
import type { NetworkTables } from './tables.ts';

/** The network that this deployment runs; null before its first run. */
export async function findNetwork({ db }: Reading<NetworkTables>): Promise<Network | null> {
  const row = await db.selectFrom('network').selectAll().executeTakeFirst();
  if (!row) return null;
  return { name: row.name, threshold: row.threshold, defaultGrain: row.default_grain, isDemo: row.origin === 'demo' };
}

/** The number of people below which a number leaves no ministry as such; the usual one before the first run. */
export const findThreshold = async (reading: Reading<NetworkTables>): Promise<number> =>
  (await findNetwork(reading))?.threshold ?? 5;

/** The countries for which the network has a name or a footnote of its own. */
export async function listCountryNames({ db }: Reading<NetworkTables>): Promise<CountryName[]> {
  const rows = await db.selectFrom('country_name').selectAll().orderBy('country_code').execute();
  return rows.map(({ country_code, name, footnote }) => ({ countryCode: country_code, name, footnote }));
}

/** The roster of the actor's own ministries, by name; the active ones first. */
export async function listTrainers({ db }: Reading<NetworkTables>): Promise<Trainer[]> {
  const rows = await db
    .selectFrom('trainer')
    .leftJoin('institution', 'institution.id', 'trainer.institution_id')
    .selectAll('trainer')
    .select('institution.name as institution')
    .orderBy(sql`trainer.active_to is not null`)
    .orderBy('trainer.name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    ownerId: row.owner_id,
    personId: row.person_id,
    name: row.name,
    institution: row.institution,
    certifiedOn: row.certified_on,
    activeFrom: row.active_from,
    activeTo: row.active_to,
    isDemo: row.origin === 'demo',
  }));
}

/** How many trainers each ministry has today. */
export async function countTrainers({ db }: Reading<NetworkTables>): Promise<Map<OwnerId, number>> {
  const counts = sql<{ owner_id: OwnerId; trainers: number }>`count_trainers()`.as('counts');
  const rows = await db.selectFrom(counts).selectAll().execute();
  return new Map(rows.map(({ owner_id, trainers }) => [owner_id, trainers]));
}

/** The cohorts of trainers that were published, oldest first. */
export async function listCohorts({ db }: Reading<NetworkTables>): Promise<TrainerCohort[]> {
  const rows = await db.selectFrom('trainer_cohort').selectAll().orderBy('certified_on').execute();
  return rows.map((row) => ({
    certifiedOn: row.certified_on,
    course: row.course,
    provider: row.provider,
    place: row.place,
    countryCode: row.country_code,
    byCountry: row.by_country,
    total: row.total,
    source: row.source,
    note: row.note,
  }));
}
