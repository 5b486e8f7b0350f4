import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { newId, type OwnerId, type PersonId, type SignInId } from '#shared/ids.ts';
import { mayKeepMinistries } from '../access.ts';
import { DemoPersonMissing, MayNotKeepMinistries, MinistryExists, MinistryMissing, SignInMissing } from '../errors.ts';
import { signInLasts } from '../rules.ts';
import type { NewMinistry } from '../schema.ts';
import type { LocalText, SignInMeans, SignInPlace } from '../types.ts';
import { hashToken, listDemoPeople, listOwnSignIns } from './queries.ts';
import type { IdentityTables } from './tables.ts';

/** Begins a sign-in and returns the token for the browser to keep; it ends by itself. */
export async function beginSignIn(
  { db }: Work<IdentityTables>,
  personId: PersonId,
  { method, isStrong, device, address }: SignInMeans,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql`select begin_sign_in(${hashToken(token)}, ${newId()}, ${personId},
    make_interval(secs => ${signInLasts.atMost / 1000}), ${method}, ${isStrong}, ${device}, ${address})`.execute(db);
  return token;
}

/** Signs a visitor of the demo in as one of its invented people, and as nobody else. */
export async function stepIn(work: Work<IdentityTables>, personId: PersonId, from: SignInPlace): Promise<string> {
  const people = await work.ask(listDemoPeople);
  if (!people.some((person) => person.personId === personId)) throw new DemoPersonMissing();
  // Whoever sits at the machine of the demo could be anybody in it: a second factor would prove nothing more.
  return beginSignIn(work, personId, { ...from, method: 'demo', isStrong: true });
}

/** Ends one of the actor's own sign-ins, on whichever device. */
export async function endOwnSignIn({ db }: Work<IdentityTables>, id: SignInId): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select end_own_sign_in(${id}) as done`.execute(db);
  if (!rows[0]?.done) throw new SignInMissing();
}

/** Ends all the actor's sign-ins but this one. */
export async function endOtherSignIns(work: Work<IdentityTables>, here: SignInId | null): Promise<void> {
  for (const { id } of await work.ask(listOwnSignIns)) if (id !== here) await endOwnSignIn(work, id);
}

/** Notes that a sign-in was used. */
export async function touchSignIn({ db }: Work<IdentityTables>, id: SignInId): Promise<void> {
  await sql`select touch_sign_in(${id})`.execute(db);
}

/** Ends a sign-in; ending it twice is harmless. */
export async function endSignIn({ db }: Work<IdentityTables>, token: string): Promise<void> {
  await sql`select end_sign_in(${hashToken(token)})`.execute(db);
}

/**
 * Adds a ministry to the network. The same one sent twice is added once.
 * @throws MinistryExists when its country has another one
 */
export async function addMinistry(
  { db, actor }: Work<IdentityTables>,
  { id, countryCode, name }: NewMinistry,
): Promise<void> {
  if (!mayKeepMinistries(actor)) throw new MayNotKeepMinistries();
  const asJson = JSON.stringify(name);
  const { rows } = await sql<{
    added: boolean;
  }>`select add_ministry(${id}, ${countryCode}, ${asJson}::jsonb) as added`.execute(db);
  if (!rows[0]!.added) throw new MinistryExists();
}

/** Corrects what a ministry is called; its country stays. */
export async function correctMinistryName(
  { db, actor }: Work<IdentityTables>,
  id: OwnerId,
  name: LocalText,
): Promise<void> {
  if (!mayKeepMinistries(actor)) throw new MayNotKeepMinistries();
  const asJson = JSON.stringify(name);
  const { rows } = await sql<{ done: boolean }>`select correct_ministry_name(${id}, ${asJson}::jsonb) as done`.execute(
    db,
  );
  if (!rows[0]!.done) throw new MinistryMissing();
}
