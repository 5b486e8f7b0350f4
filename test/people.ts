import type { Kysely } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { answer, carryOut, type Database } from '#platform/database/database.ts';
import { beginSignIn } from '#domains/identity/server/commands.ts';
import { proveActor, stranger } from '#domains/identity/server/queries.ts';
import type { AppointmentTables } from '#domains/appointments/server/tables.ts';
import type { IdentityTables } from '#domains/identity/server/tables.ts';
import type { SignInMeans } from '#domains/identity/types.ts';
import type { Actor, Role } from '#shared/actor.ts';
import { newId, type OwnerId, type PersonId } from '#shared/ids.ts';

export const countries = ['BA', 'ME', 'MK', 'RS'] as const;
export type Country = (typeof countries)[number];

export type Ministries = Readonly<Record<Country, OwnerId>>;

/** One person of each kind, proven the way a visitor is. */
export interface People {
  readonly trainer: Readonly<Record<Country, Actor>>;
  readonly coordinator: Readonly<Record<Country, Actor>>;
  readonly deputy: Actor;
  readonly leader: Actor;
  readonly auditor: Actor;
  readonly secretariat: Actor;
  readonly observer: Actor;
  readonly administrator: Actor;
  readonly stranger: Actor;
}

/** Writes the four ministries. */
export async function foundMinistries(connection: Connection): Promise<Ministries> {
  const rows = countries.map((code) => ({ id: newId<'Owner'>(), country_code: code, name: ministryName(code) }));
  await connection.transact('read write', (transaction) =>
    (transaction as unknown as Kysely<{ ministry: { id: string; country_code: string; name: string } }>)
      .insertInto('ministry')
      .values(rows)
      .execute(),
  );
  return Object.fromEntries(rows.map(({ country_code, id }) => [country_code, id])) as Ministries;
}

const ministryName = (code: Country) => JSON.stringify({ en: `Ministry of Defence ${code}` });

/** Appoints one more person and signs them in. */
export async function appoint(
  { connection, database }: { connection: Connection; database: Database },
  role: Role,
  ownerId: OwnerId | null = null,
): Promise<Actor> {
  const personId = newId<'Person'>();
  await connection.transact('read write', async (transaction) => {
    const db = transaction as unknown as Kysely<IdentityTables & AppointmentTables>;
    const person = { id: personId, owner_id: ownerId, name: `A ${role}`, origin: 'recorded', created_at: new Date() };
    await db
      .insertInto('person')
      .values(person as IdentityTables['person'])
      .execute();
    const appointment = { id: newId(), person_id: personId, owner_id: ownerId, role, from_date: '2012-01-01' };
    const consented = { to_date: null, institution: '', order_number: '', consented_at: new Date() };
    await db
      .insertInto('appointment')
      .values({ ...appointment, ...consented } as AppointmentTables['appointment'])
      .execute();
  });
  return signIn(database, personId);
}

/** With a second factor, as those must who release or administer. */
export const strongly: SignInMeans = { method: 'passkey', isStrong: true, device: 'A browser', address: '127.0.0.1' };
/** Without one. */
export const weakly: SignInMeans = { ...strongly, method: 'password', isStrong: false };

/** Signs a person in and proves who they are from the token alone. */
export async function signIn(database: Database, personId: PersonId, means = strongly): Promise<Actor> {
  const token = await database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, personId, means));
  return database.read(stranger, (reading) => answer(reading, proveActor, token));
}

/** Appoints one person of each kind. */
export async function appointPeople(
  platform: { connection: Connection; database: Database },
  ministries: Ministries,
): Promise<People> {
  const ofEach = async (role: Role) => {
    const actors: [Country, Actor][] = [];
    for (const country of countries) actors.push([country, await appoint(platform, role, ministries[country])]);
    return Object.fromEntries(actors) as Record<Country, Actor>;
  };
  return {
    trainer: await ofEach('trainer'),
    coordinator: await ofEach('coordinator'),
    deputy: await appoint(platform, 'deputy', ministries.BA),
    leader: await appoint(platform, 'leader', ministries.BA),
    auditor: await appoint(platform, 'auditor', ministries.BA),
    secretariat: await appoint(platform, 'secretariat'),
    observer: await appoint(platform, 'observer'),
    administrator: await appoint(platform, 'administrator'),
    stranger,
  };
}
