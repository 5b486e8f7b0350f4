import { createHash } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import { asksSecondFactor, type Actor, type Role, type Seat } from '#shared/actor.ts';
import type { OwnerId, PersonId, SignInId } from '#shared/ids.ts';
import { signInLasts } from '../rules.ts';
import type { DemoPerson, KeptSignIn, Ministry, OwnPerson, Person, SignIn } from '../types.ts';
import type { IdentityTables } from './tables.ts';

interface ProofRow {
  person_id: PersonId;
  name: string;
  origin: 'recorded' | 'demo';
  sign_in_id: SignInId;
  is_strong: boolean;
  /** In seconds, by the database's clock. */
  unused_for: number;
  role: Role | 'emergency' | null;
  owner_id: OwnerId | null;
  country_code: string | null;
  until: Date | null;
}

/** What the database keeps of a token: its SHA-256, so that a copy of the database signs nobody in. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Everybody before they sign in. */
export const stranger = {
  ...{ personId: null, name: '', isDemo: false, isStrong: false, lacksSecondFactor: false, seats: [] },
} as unknown as Actor;

/** Who signed in with a token, and where that sign-in stands. */
export interface Proof {
  readonly actor: Actor;
  readonly signInId: SignInId;
  /** How long nobody was noted to use it, in milliseconds. */
  readonly unusedFor: number;
}

/** Who holds this token now; null when nobody does. The only place where an actor is made. */
export async function proveSignIn({ db }: Reading<IdentityTables>, token: string): Promise<Proof | null> {
  const proof = sql<ProofRow>`prove_person(${hashToken(token)})`.as('proof');
  const rows = await db.selectFrom(proof).selectAll().execute();
  const [first] = rows;
  const unusedFor = first ? first.unused_for * 1000 : 0;
  if (!first || unusedFor >= signInLasts.unused) return null;
  const held = rows.flatMap(seatOf);
  const seats = held.filter(({ role }) => first.is_strong || !asksSecondFactor(role));
  const actor = {
    ...{ personId: first.person_id, name: first.name, isDemo: first.origin === 'demo', isStrong: first.is_strong },
    ...{ lacksSecondFactor: seats.length < held.length, seats },
  } as unknown as Actor;
  return { actor, signInId: first.sign_in_id, unusedFor };
}

/** Who holds this token now; the stranger when nobody does. */
export const proveActor = async (reading: Reading<IdentityTables>, token: string): Promise<Actor> =>
  (await proveSignIn(reading, token))?.actor ?? stranger;

/** Whoever stands in for a coordinator in an emergency sits there as one, for hours. */
function seatOf({ role, owner_id, country_code, until }: ProofRow): Seat[] {
  if (!role) return [];
  return [{ role: role === 'emergency' ? 'coordinator' : role, ownerId: owner_id, countryCode: country_code, until }];
}

interface DemoRow {
  person_id: PersonId;
  name: string;
  role: Role;
  owner_id: OwnerId | null;
  country_code: string | null;
}

/** The invented people of the demo network, by country and role. Needs the duty of signing in. */
export async function listDemoPeople({ db }: Reading<IdentityTables>): Promise<DemoPerson[]> {
  const people = sql<DemoRow>`demo_people()`.as('people');
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
    role,
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

/** The actor's own sign-ins that still hold, the latest first. */
export async function listOwnSignIns(reading: Reading<IdentityTables>): Promise<SignIn[]> {
  const rows = await ownSignIns(reading)
    .where('ended_at', 'is', null)
    .where(sql<SqlBool>`expires_at > now()`)
    .where(sql<SqlBool>`coalesce(last_seen_at, began_at) > now() - make_interval(secs => ${signInLasts.unused / 1000})`)
    .execute();
  return rows.map(signInOf);
}

/** Every sign-in of the actor that is still kept, also those that have ended, the latest first. */
export async function listEverySignIn(reading: Reading<IdentityTables>): Promise<KeptSignIn[]> {
  const rows = await ownSignIns(reading).execute();
  return rows.map((row) => ({ ...signInOf(row), endedAt: row.ended_at }));
}

const ownSignIns = ({ db, actor }: Reading<IdentityTables>) =>
  db
    .selectFrom('sign_in')
    .select(['id', 'method', 'is_strong', 'device', 'address', 'began_at', 'last_seen_at', 'expires_at', 'ended_at'])
    .where('person_id', '=', actor.personId)
    .orderBy('began_at', 'desc');

const signInOf = (row: Omit<IdentityTables['sign_in'], 'person_id'>): SignIn => ({
  id: row.id,
  method: row.method,
  isStrong: row.is_strong,
  device: row.device,
  address: row.address,
  beganAt: row.began_at,
  lastSeenAt: row.last_seen_at ?? row.began_at,
  expiresAt: row.expires_at,
});

/** What is kept of the actor as a person; null for a stranger. */
export async function findOwnPerson({ db, actor }: Reading<IdentityTables>): Promise<OwnPerson | null> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', actor.personId).executeTakeFirst();
  return row ? { id: row.id, name: row.name, ownerId: row.owner_id, since: row.created_at } : null;
}

/** The people whom the actor sees, by name. */
export async function listPeople({ db }: Reading<IdentityTables>): Promise<Person[]> {
  const rows = await db.selectFrom('person').select(['id', 'owner_id', 'name', 'origin']).orderBy('name').execute();
  return rows.map(({ id, owner_id, name, origin }) => ({ id, ownerId: owner_id, name, isDemo: origin === 'demo' }));
}
