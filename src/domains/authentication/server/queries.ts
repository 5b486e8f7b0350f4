import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading } from '#platform/database/reading.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import { lasting } from '../rules.ts';
import type { Addressee, FactorChange, FactorChangeRecord, InvitationRecord, OpenInvitation } from '../types.ts';
import type { AuthenticationTables } from './tables.ts';

type Asked = Reading<AuthenticationTables>;

/** What the database keeps of a token that a browser or a link holds: its SHA-256. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Somebody who is being let in. */
export interface PersonSigningIn {
  readonly name: string;
  readonly ownerId: OwnerId | null;
  readonly countryCode: string | null;
}

/** Who a person is, as far as letting them in needs it. */
export async function findPersonSigningIn({ db }: Asked, personId: PersonId): Promise<PersonSigningIn | null> {
  type Row = { name: string; owner_id: OwnerId | null; country_code: string | null };
  const found = sql<Row>`person_signing_in(${personId})`.as('found');
  const row = await db.selectFrom(found).selectAll().executeTakeFirst();
  return row ? { name: row.name, ownerId: row.owner_id, countryCode: row.country_code } : null;
}

/** Whether the person of this login has signed in from the browser that holds this token. */
export async function isDeviceOf({ db }: Asked, email: string, token: string): Promise<boolean> {
  const row = await db
    .selectFrom('known_device')
    .innerJoin('login', 'login.id', 'known_device.person_id')
    .select('known_device.id')
    .where('login.email', '=', email)
    .where('known_device.token_hash', '=', hashOf(token))
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the holder of this sign-in has proven who they are within the last ten minutes. */
export async function isFresh({ db, now }: Asked, signInToken: string): Promise<boolean> {
  const row = await db
    .selectFrom('fresh_check')
    .select('checked_at')
    .where('sign_in_hash', '=', hashOf(signInToken))
    .executeTakeFirst();
  return row !== undefined && now.getTime() - row.checked_at.getTime() < lasting.freshCheck;
}

/** The invitation that this token opens; null when it was used, withdrawn, is too old or was overtaken by the ministry. */
export async function findOpenInvitation(reading: Asked, token: string): Promise<OpenInvitation | null> {
  const row = await reading.db
    .selectFrom('invitation_link')
    .innerJoin('invitation', 'invitation.id', 'invitation_link.invitation_id')
    .select(['invitation.id', 'invitation.person_id', 'invitation_link.email', 'invitation_link.language'])
    .where('invitation_link.token_hash', '=', hashOf(token))
    .where('invitation.accepted_at', 'is', null)
    .where('invitation.withdrawn_at', 'is', null)
    .where('invitation.expires_at', '>', reading.now)
    .where(sql<boolean>`not is_outdated(invitation.id)`)
    // Whoever can come in already needs no link, and nobody else gets in by one.
    .where(sql<boolean>`not exists (select from login_credential c where c.person_id = invitation.person_id)`)
    .where(sql<boolean>`not exists (select from passkey k where k.person_id = invitation.person_id)`)
    .executeTakeFirst();
  const person = row && (await findPersonSigningIn(reading, row.person_id));
  if (!row || !person) return null;
  const { id, person_id, email, language } = row;
  const { name, ownerId, countryCode } = person;
  return { id, personId: person_id, personName: name, ownerId, countryCode, email, language };
}

/** The invitations that the actor may see, the latest first. */
export async function listInvitations({ db, now }: Asked): Promise<InvitationRecord[]> {
  const rows = await db.selectFrom('invitation').selectAll().orderBy('invited_at', 'desc').execute();
  const found = sql<{ id: string }>`outdated_invitations()`.as('found');
  const outdated = new Set((await db.selectFrom(found).selectAll().execute()).map(({ id }) => id));
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    invitedBy: row.invited_by,
    invitedAt: row.invited_at,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    state: outdated.has(row.id) ? 'outdated' : stateOf(row, now),
  }));
}

function stateOf(row: AuthenticationTables['invitation'], now: Date): InvitationRecord['state'] {
  if (row.accepted_at) return 'accepted';
  if (row.withdrawn_at) return 'withdrawn';
  return row.expires_at > now ? 'open' : 'expired';
}

/** What changed about one's own ways of signing in, the latest first. */
export async function listFactorChanges({ db, actor }: Asked): Promise<FactorChangeRecord[]> {
  const rows = await db
    .selectFrom('factor_change')
    .select(['change', 'changed_at'])
    .where('person_id', '=', actor.personId)
    .orderBy('changed_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ change, changed_at }) => ({ change, at: changed_at }));
}

/** Those of some people who cannot sign in yet and whom the actor may invite. */
export async function listWithoutLogin({ db }: Asked, ids: readonly PersonId[]): Promise<ReadonlySet<PersonId>> {
  const found = sql<{ id: PersonId }>`people_without_login(${[...ids]}::uuid[])`.as('found');
  const rows = await db.selectFrom(found).selectAll().execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether the actor may invite people of this ministry, or of the network. */
export async function mayInviteTo({ db }: Asked, ownerId: OwnerId | null): Promise<boolean> {
  const found = sql<{ may: boolean }>`(select may_invite(${ownerId}) as may)`.as('found');
  return (await db.selectFrom(found).selectAll().executeTakeFirstOrThrow()).may;
}

/** To whom a mail about a person's sign-in goes; null for people without a login. */
export async function findAddressee(reading: Asked, personId: PersonId): Promise<Addressee | null> {
  const { db } = reading;
  const login = await db
    .selectFrom('login')
    .select(['email', 'language'])
    .where('id', '=', personId)
    .executeTakeFirst();
  const person = login && (await findPersonSigningIn(reading, personId));
  return person ? { name: person.name, email: login.email, language: login.language } : null;
}

/** A browser that was seen for the first time, and when. */
export async function findDevice({ db }: Asked, id: string): Promise<{ name: string; at: Date } | null> {
  const row = await db
    .selectFrom('known_device')
    .select(['name', 'last_seen_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { name: row.name, at: row.last_seen_at } : null;
}

/** A change of a factor, and when. */
export async function findFactorChange({ db }: Asked, id: string): Promise<{ change: FactorChange; at: Date } | null> {
  const row = await db
    .selectFrom('factor_change')
    .select(['change', 'changed_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { change: row.change, at: row.changed_at } : null;
}

/** Whose login an address is, and of which ministry they are. */
export async function findLoginByEmail(
  reading: Asked,
  email: string,
): Promise<(PersonSigningIn & { personId: PersonId }) | null> {
  const row = await reading.db.selectFrom('login').select('id').where('email', '=', email).executeTakeFirst();
  const person = row && (await findPersonSigningIn(reading, row.id));
  return person ? { personId: row.id, ...person } : null;
}

/** Whom a provider knows by this name of its own. */
export async function findByProvider({ db }: Asked, provider: string, subject: string): Promise<PersonId | null> {
  const row = await db
    .selectFrom('login_credential')
    .select('person_id')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** Since when an account is shut, as far as the asker may know; null while it is open. */
export async function findShut({ db }: Asked, personId: PersonId): Promise<{ since: Date; by: PersonId } | null> {
  const row = await db
    .selectFrom('account_shut')
    .select(['shut_at', 'shut_by'])
    .where('person_id', '=', personId)
    .where('opened_at', 'is', null)
    .executeTakeFirst();
  return row ? { since: row.shut_at, by: row.shut_by } : null;
}

/** Whether the actor may shut somebody's account. */
export async function mayShut({ db }: Asked, personId: PersonId): Promise<boolean> {
  const found = sql<{ may: boolean }>`(select may_shut_account(${personId}) as may)`.as('found');
  return (await db.selectFrom(found).selectAll().executeTakeFirstOrThrow()).may;
}

/** Whether the actor may open somebody's account once it is shut. */
export async function mayOpen({ db }: Asked, personId: PersonId): Promise<boolean> {
  const found = sql<{ may: boolean }>`(select may_open_account(${personId}) as may)`.as('found');
  return (await db.selectFrom(found).selectAll().executeTakeFirstOrThrow()).may;
}

/** When the actor's own account was shut and opened again, the latest first. */
export async function listOwnShuts({ db, actor }: Asked): Promise<{ shutAt: Date; openedAt: Date | null }[]> {
  const rows = await db
    .selectFrom('account_shut')
    .select(['shut_at', 'opened_at'])
    .where('person_id', '=', actor.personId)
    .orderBy('shut_at', 'desc')
    .execute();
  return rows.map(({ shut_at, opened_at }) => ({ shutAt: shut_at, openedAt: opened_at }));
}
