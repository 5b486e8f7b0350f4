import { sql, type Selectable } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { ministriesOf } from '#shared/actor.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import { emptyProfile } from '../rules.ts';
import {
  profileParts,
  type Consent,
  type CountryName,
  type Institution,
  type Network,
  type OwnProfile,
  type ProfilePart,
  type PublishedPerson,
  type PublishedProfile,
  type Trainer,
  type TrainerCohort,
} from '../types.ts';
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
export async function listTrainers(reading: Reading<NetworkTables>): Promise<Trainer[]> {
  const own = ministriesOf(reading.actor);
  return own.length === 0 ? [] : (await readTrainers(reading)).filter(({ ownerId }) => own.includes(ownerId));
}

/** The actor's own entries on rosters, also of a ministry that they have left. */
export const listOwnEntries = async (reading: Reading<NetworkTables>): Promise<Trainer[]> =>
  (await readTrainers(reading)).filter(({ personId }) => personId !== null && personId === reading.actor.personId);

async function readTrainers({ db }: Reading<NetworkTables>): Promise<Trainer[]> {
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
    institutionId: row.institution_id,
    institution: row.institution,
    certifiedOn: row.certified_on,
    activeFrom: row.active_from,
    activeTo: row.active_to,
    isErased: row.erased_at !== null,
    isDemo: row.origin === 'demo',
  }));
}

/** The institutions of the network; none for who is not in it. */
export async function listInstitutions({ db }: Reading<NetworkTables>): Promise<Institution[]> {
  const rows = await db.selectFrom('institution').selectAll().execute();
  return rows.map(({ id, owner_id, name }) => ({ id, ownerId: owner_id, name }));
}

/** How many trainers each ministry has today; nothing for who is not signed in. */
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

/** The actor's own profile, with what of it the network sees. */
export async function findOwnProfile({ db, actor }: Reading<NetworkTables>): Promise<OwnProfile> {
  const mine = actor.personId ?? null;
  const parts = await db.selectFrom('profile_part').selectAll().where('person_id', '=', mine).execute();
  const consents = await db
    .selectFrom('profile_consent')
    .select(['part', 'given_at'])
    .where('person_id', '=', mine)
    .where('withdrawn_at', 'is', null)
    .execute();
  const given = new Map(consents.map(({ part, given_at }) => [part, given_at]));
  const saved = new Map(parts.map(({ part, revision }) => [part, revision]));
  return {
    content: Object.assign({}, emptyProfile, ...parts.map(({ content }) => content)),
    revisions: ofEach((part) => saved.get(part) ?? 0),
    publishedAt: ofEach((part) => given.get(part) ?? null),
  };
}

const ofEach = <Value>(value: (part: ProfilePart) => Value) =>
  Object.fromEntries(profileParts.map((part) => [part, value(part)])) as Record<ProfilePart, Value>;

/** Every consent that the actor ever gave, the oldest first. */
export async function listOwnConsents({ db, actor }: Reading<NetworkTables>): Promise<Consent[]> {
  const rows = await db
    .selectFrom('profile_consent')
    .selectAll()
    .where('person_id', '=', actor.personId)
    .orderBy('given_at')
    .execute();
  return rows.map(({ part, given_at, withdrawn_at }) => ({ part, givenAt: given_at, withdrawnAt: withdrawn_at }));
}

interface PublishedRow {
  person_id: PersonId;
  owner_id: OwnerId;
  name: string;
  certified_on: Day | null;
  published_at: Date;
}

/** Everybody who shows something of their profile to the network, by name; nobody for who is not in it. */
export async function listPublished({ db }: Reading<NetworkTables>): Promise<PublishedPerson[]> {
  const people = sql<PublishedRow>`published_people()`.as('people');
  const rows = await db.selectFrom(people).selectAll().orderBy('name').execute();
  return rows.map(publishedOf);
}

const publishedOf = (row: Selectable<PublishedRow>): PublishedPerson => ({
  personId: row.person_id,
  ownerId: row.owner_id,
  name: row.name,
  certifiedOn: row.certified_on,
  publishedAt: row.published_at,
});

/** What somebody shows of their profile; null when there is nothing that the actor may see. */
export async function findPublished(
  reading: Reading<NetworkTables>,
  personId: PersonId,
): Promise<PublishedProfile | null> {
  const person = (await listPublished(reading)).find((one) => one.personId === personId);
  if (!person) return null;
  const parts = await reading.db
    .selectFrom('profile_part')
    .innerJoin('profile_consent as consent', (join) =>
      join
        .onRef('consent.person_id', '=', 'profile_part.person_id')
        .onRef('consent.part', '=', 'profile_part.part')
        .on('consent.withdrawn_at', 'is', null),
    )
    .where('profile_part.person_id', '=', personId)
    .select(['profile_part.part', 'profile_part.content', 'consent.given_at'])
    .execute();
  return {
    ...person,
    content: Object.assign({}, emptyProfile, ...parts.map(({ content }) => content)),
    parts: parts.map(({ part, given_at }) => ({ part, publishedAt: given_at })),
  };
}
