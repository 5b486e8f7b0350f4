import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { Actor, Role } from '#shared/actor.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { DemoPerson, Ministry, OwnSignIn } from '../types.ts';
import type { IdentityTables } from './tables.ts';

interface ProofRow {
  person_id: PersonId;
  name: string;
  origin: 'recorded' | 'demo';
  role: Role | null;
  owner_id: OwnerId | null;
  country_code: string | null;
  is_strong: boolean;
}

/** What the database keeps of a token: its SHA-256, so that a copy of the database signs nobody in. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Everybody before they sign in. */
export const stranger = {
  personId: null,
  name: '',
  isDemo: false,
  seats: [],
  isStrong: false,
  lacksSecondFactor: false,
} as unknown as Actor;

/** Who holds this token now; the stranger when nobody does. The only place where an actor is made. */
export async function proveActor({ db, now }: Reading<IdentityTables>, token: string): Promise<Actor> {
  const proof = sql<ProofRow>`prove_person(${hashToken(token)}, ${now})`.as('proof');
  const rows = await db.selectFrom(proof).selectAll().execute();
  const [first] = rows;
  if (!first) return stranger;
  const seats = rows.flatMap(({ role, owner_id, country_code }) =>
    role ? [{ role, ownerId: owner_id, countryCode: country_code }] : [],
  );
  const lacksSecondFactor =
    !first.is_strong && seats.some(({ role }) => role === 'coordinator' || role === 'administrator');
  const isDemo = first.origin === 'demo';
  return {
    personId: first.person_id,
    name: first.name,
    isDemo,
    seats,
    isStrong: first.is_strong,
    lacksSecondFactor,
  } as unknown as Actor;
}

/** The invented people of the demo network, by country and role. Needs the duty of signing in. */
export async function listDemoPeople({ db }: Reading<IdentityTables>): Promise<DemoPerson[]> {
  const people = sql<Omit<ProofRow, 'origin'>>`demo_people()`.as('people');
  const rows = await db
    .selectFrom(people)
    .selectAll()
    .orderBy('country_code', (order) => order.asc().nullsLast())
    .orderBy('role')
    .orderBy('name')
    .execute();
  return rows.map(({ person_id, name, role, owner_id, country_code }) => ({
    personId: person_id,
    name,
    role: role as Role,
    ownerId: owner_id,
    countryCode: country_code,
  }));
}

/** All ministries of the network. */
export async function listMinistries({ db }: Reading<IdentityTables>): Promise<Ministry[]> {
  const rows = await db.selectFrom('ministry').selectAll().orderBy('country_code').execute();
  return rows.map(({ id, country_code, name }) => ({ id, countryCode: country_code, name }));
}

/** The names of people of one's own ministry, by id: who submitted, who released. */
export async function namePeople(
  { db }: Reading<IdentityTables>,
  ids: readonly PersonId[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** One's own sign-ins that still hold. */
export async function listOwnSignIns({ db, now }: Reading<IdentityTables>): Promise<OwnSignIn[]> {
  const found = sql<
    Omit<OwnSignIn, 'isStrong' | 'beganAt' | 'lastSeenAt'> & { is_strong: boolean; began_at: Date; last_seen_at: Date }
  >`own_sign_ins(${now})`.as('found');
  const rows = await db.selectFrom(found).selectAll().execute();
  return rows.map(({ is_strong, began_at, last_seen_at, ...rest }) => ({
    ...rest,
    isStrong: is_strong,
    beganAt: began_at,
    lastSeenAt: last_seen_at,
  }));
}
