import type { Kysely } from 'kysely';
import type { Connection } from '#platform/database/connection.ts';
import { answer, carryOut, type Database } from '#platform/database/database.ts';
import { beginSignIn } from '#domains/identity/server/commands.ts';
import { proveActor, stranger } from '#domains/identity/server/queries.ts';
import type { IdentityTables } from '#domains/identity/server/tables.ts';
import type { Actor, Role } from '#shared/actor.ts';
import { newId, type OwnerId, type PersonId } from '#shared/ids.ts';

export const countries = ['BA', 'ME', 'MK', 'RS'] as const;
export type Country = (typeof countries)[number];

export type Ministries = Readonly<Record<Country, OwnerId>>;

/** One person of each kind, proven the way a visitor is. */
export interface People {
  readonly trainer: Readonly<Record<Country, Actor>>;
  readonly coordinator: Readonly<Record<Country, Actor>>;
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
    const db = transaction as unknown as Kysely<IdentityTables>;
    const person = { id: personId, owner_id: ownerId, name: `A ${role}`, origin: 'recorded', created_at: new Date() };
    await db
      .insertInto('person')
      .values(person as IdentityTables['person'])
      .execute();
    const appointment = { id: newId(), person_id: personId, owner_id: ownerId, role, from_date: '2012-01-01' };
    await db
      .insertInto('appointment')
      .values({ ...appointment, to_date: null })
      .execute();
  });
  return signIn(database, personId);
}

/** How people of the tests sign in. */
export const testMeans = { method: 'demo', isStrong: true, device: '', address: '' } as const;

/** Signs a person in and proves who they are from the token alone. */
export async function signIn(database: Database, personId: PersonId): Promise<Actor> {
  const token = await database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, personId, testMeans));
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
    secretariat: await appoint(platform, 'secretariat'),
    observer: await appoint(platform, 'observer'),
    administrator: await appoint(platform, 'administrator'),
    stranger,
  };
}
