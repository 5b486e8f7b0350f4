import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { newId, type PersonId } from '#shared/ids.ts';
import { DemoPersonMissing } from '../errors.ts';
import type { SignInMeans } from '../types.ts';
import { hashToken, listDemoPeople } from './queries.ts';
import type { IdentityTables } from './tables.ts';

const signInHours = 12;

/** Begins a sign-in and returns the token for the browser to keep; it ends by itself after twelve hours. */
export async function beginSignIn(
  { db, now }: Work<IdentityTables>,
  personId: PersonId,
  means: SignInMeans,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const until = new Date(now.getTime() + signInHours * 3_600_000);
  await sql`select begin_sign_in(${newId()}, ${hashToken(token)}, ${personId}, ${now}, ${until}, ${means.method},
    ${means.isStrong}, ${means.device}, ${means.address})`.execute(db);
  return token;
}

/** Signs a visitor of the demo in as one of its invented people, and as nobody else. */
export async function stepIn(work: Work<IdentityTables>, personId: PersonId, means: SignInMeans): Promise<string> {
  const people = await work.ask(listDemoPeople);
  if (!people.some((person) => person.personId === personId)) throw new DemoPersonMissing();
  return beginSignIn(work, personId, means);
}

/** Ends a sign-in; ending it twice is harmless. */
export async function endSignIn({ db, now }: Work<IdentityTables>, token: string): Promise<void> {
  await sql`select end_sign_in(${hashToken(token)}, ${now})`.execute(db);
}

/** Ends one of one's own sign-ins. */
export async function endOwnSignIn({ db, now }: Work<IdentityTables>, id: string): Promise<void> {
  await sql`select end_own_sign_in(${id}, ${now})`.execute(db);
}
