import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import { newId, type PersonId } from '#shared/ids.ts';
import {
  AccountIsShut,
  AskedForReset,
  InvitationMissing,
  InvitationNotOpen,
  LoginExists,
  MayNotInvite,
  MayNotShutAccount,
  TooManyAttempts,
} from '../errors.ts';
import { accountOpened, accountShut, factorChanged, knownDeviceSeen, newDeviceSeen } from '../events.ts';
import { budgets, lasting } from '../rules.ts';
import type { AttemptKeys, FactorChange, OpenInvitation } from '../types.ts';
import { findOpenInvitation, findPersonSigningIn, findShut, hashOf, mayOpen, mayShut } from './queries.ts';
import type { AuthenticationTables } from './tables.ts';

type Working = Work<AuthenticationTables>;

const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * Counts an attempt before the password is looked at, so that attempts at the same time cannot pass one another.
 * @throws TooManyAttempts when one of its budgets is used up; then nothing is counted
 */
export async function countAttempt(work: Working, keys: AttemptKeys): Promise<void> {
  await tidy(work);
  let fromHere = 0;
  for (const [key, budget] of budgetsOf(keys)) {
    const since = new Date(work.now.getTime() - budget.within);
    const { rows } = await sql<{ failures: number }>`
      insert into sign_in_attempt as old (key, began_at, failures) values (${key}, ${work.now}, 1)
      on conflict (key) do update set
        failures = case when old.began_at < ${since} then 1 else old.failures + 1 end,
        began_at = case when old.began_at < ${since} then excluded.began_at else old.began_at end
      returning failures`.execute(work.db);
    const { failures } = rows[0]!;
    if (key === keys.pair) fromHere = failures;
    // Where many guess at one account, each place has one try left: slow for them, and its owner is not shut out.
    if (failures > budget.most && !(key === keys.account && fromHere <= 1)) throw new TooManyAttempts();
  }
}

/** Takes an attempt back that turned out right, and what failed before it from the same place. */
export async function forgiveAttempt({ db }: Working, keys: AttemptKeys): Promise<void> {
  const own = keys.device ?? keys.pair;
  await db.deleteFrom('sign_in_attempt').where('key', '=', own).execute();
  if (keys.device) return;
  for (const key of [keys.address, keys.account])
    await db
      .updateTable('sign_in_attempt')
      .set((row) => ({ failures: sql<number>`greatest(${row.ref('failures')} - 1, 0)` }))
      .where('key', '=', key)
      .execute();
}

/** A known device has a budget of its own, which nobody else can use up. */
const budgetsOf = ({ pair, address, account, device }: AttemptKeys) =>
  device
    ? ([[device, budgets.device]] as const)
    : ([
        [pair, budgets.pair],
        [address, budgets.address],
        [account, budgets.account],
      ] as const);

/** Removes what no longer means anything. Rows that somebody else is busy with wait for the next time. */
async function tidy({ db, now }: Working): Promise<void> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const old = [
    ['sign_in_attempt', 'key', 'began_at', before(budgets.account.within)],
    ['challenge', 'id', 'expires_at', now],
    ['ceremony', 'id', 'expires_at', now],
    ['used_code', 'code_hash', 'used_at', before(lasting.usedCode)],
    ['fresh_check', 'sign_in_hash', 'checked_at', before(lasting.freshCheck)],
    ['known_device', 'id', 'last_seen_at', before(lasting.knownDevice)],
  ] as const;
  for (const [table, key, at, until] of old)
    await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (
      select ${sql.ref(key)} from ${sql.table(table)} where ${sql.ref(at)} < ${until} limit 100 for update skip locked)`.execute(
      db as unknown as Kysely<never>,
    );
}

/**
 * Uses a code up, before it is looked at: of two who send the same one at once, one comes in. False when it was used
 * before.
 */
export async function useCode({ db, now }: Working, personId: PersonId, code: string): Promise<boolean> {
  const row = { person_id: personId, code_hash: hashOf(code), used_at: now };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('used_code')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return Boolean(numInsertedOrUpdatedRows);
}

/** Gives a code back that turned out wrong: it may be the right one in a minute. */
export async function giveCodeBack({ db }: Working, personId: PersonId, code: string): Promise<void> {
  await db.deleteFrom('used_code').where('person_id', '=', personId).where('code_hash', '=', hashOf(code)).execute();
}

/**
 * Notes from which browser somebody signed in and in which language, and announces it, as new to them or known.
 * Returns the token by which it will be known.
 */
export async function welcomeDevice(
  { db, now, announce }: Working,
  personId: PersonId,
  { token, name, language }: { token: string | null; name: string; language: string },
): Promise<string> {
  await db.updateTable('login').set({ language }).where('id', '=', personId).execute();
  const known = db.updateTable('known_device').set({ last_seen_at: now }).where('person_id', '=', personId);
  const seen = token && (await known.where('token_hash', '=', hashOf(token)).returning('id').executeTakeFirst());
  if (token && seen) {
    announce(knownDeviceSeen(personId, seen.id));
    return token;
  }
  // A browser may be known to several people: it keeps its token.
  const kept = token ?? newToken();
  const id = newId();
  const device = { id, person_id: personId, token_hash: hashOf(kept), name, first_seen_at: now, last_seen_at: now };
  await db.insertInto('known_device').values(device).execute();
  announce(newDeviceSeen(personId, id));
  return kept;
}

/** Notes that the holder of a sign-in has just proven who they are. */
export async function noteFreshCheck({ db, now }: Working, personId: PersonId, signInToken: string): Promise<void> {
  const row = { sign_in_hash: hashOf(signInToken), person_id: personId, checked_at: now };
  await db
    .insertInto('fresh_check')
    .values(row)
    .onConflict((conflict) => conflict.column('sign_in_hash').doUpdateSet({ checked_at: now }))
    .execute();
}

/**
 * Forgets what an app was to be set up with in another sign-in: a secret that somebody else saw must not become the
 * person's.
 */
export async function dropOtherOffers({ db }: Working, personId: PersonId, signInToken: string): Promise<void> {
  await db
    .deleteFrom('second_factor')
    .where('person_id', '=', personId)
    .where('is_confirmed', '=', false)
    .where((row) => row.or([row('offered_to', 'is', null), row('offered_to', '<>', hashOf(signInToken))]))
    .execute();
}

/** Notes in which sign-in an app is being set up. */
export async function keepOffer({ db }: Working, personId: PersonId, signInToken: string): Promise<void> {
  await db
    .updateTable('second_factor')
    .set({ offered_to: hashOf(signInToken) })
    .where('person_id', '=', personId)
    .where('is_confirmed', '=', false)
    .execute();
}

/** Records that a way of signing in was added, changed or removed. */
export async function recordFactorChange(work: Working, personId: PersonId, change: FactorChange): Promise<void> {
  const person = await work.ask(findPersonSigningIn, personId);
  const id = newId();
  const row = { id, owner_id: person?.ownerId ?? null, person_id: personId, change, changed_at: work.now };
  await work.db.insertInto('factor_change').values(row).execute();
  work.announce(factorChanged(personId, id));
}

/** Gives a person the login with this address; what an unfinished invitation left behind is taken over. */
export async function createLogin({ db, now }: Working, personId: PersonId, email: string, language: string) {
  const other = await db.selectFrom('login').select('id').where('email', '=', email).executeTakeFirst();
  if (other && other.id !== personId) throw new LoginExists();
  const row = { id: personId, email, email_verified: true, language, created_at: now, updated_at: now };
  await db
    .insertInto('login')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ email, language, updated_at: now }))
    .execute();
}

/** Invites a person, as the actor; returns the token of the link, of which only the hash is kept. */
export async function invite(
  { db }: Working,
  { personId, email, language }: { personId: PersonId; email: string; language: string },
): Promise<string> {
  const token = newToken();
  const { rows } = await sql<{ outcome: 'invited' | 'not_permitted' | 'has_login' | 'asked_reset' }>`
    select invite_person(${newId()}, ${personId}, ${hashOf(token)}, ${email}, ${language}) as outcome
  `.execute(db);
  const outcome = rows[0]!.outcome;
  if (outcome === 'not_permitted') throw new MayNotInvite();
  if (outcome === 'has_login') throw new LoginExists();
  if (outcome === 'asked_reset') throw new AskedForReset();
  return token;
}

/** Takes an open invitation back, as the actor. */
export async function withdrawInvitation({ db }: Working, id: string): Promise<void> {
  const { rows } = await sql<{ done: boolean }>`select withdraw_invitation(${id}) as done`.execute(db);
  if (!rows[0]!.done) throw new InvitationNotOpen();
}

/**
 * Uses an invitation up, and gives its person a login that nothing opens yet. Of several who try, one succeeds.
 * @throws AccountIsShut, and the link is not spent
 */
export async function acceptInvitation(work: Working, token: string): Promise<OpenInvitation> {
  const { db, now } = work;
  const open = await work.ask(findOpenInvitation, token);
  if (!open) throw new InvitationMissing();
  await insistOnOpen(work, open.personId);
  const used = await db.deleteFrom('invitation_link').where('token_hash', '=', hashOf(token)).executeTakeFirstOrThrow();
  if (!used.numDeletedRows) throw new InvitationMissing();
  await db.updateTable('invitation').set({ accepted_at: now }).where('id', '=', open.id).execute();
  await createLogin(work, open.personId, open.email, open.language);
  return open;
}

/** Gives an invitation back whose acceptance came to nothing. */
export async function reopenInvitation({ db }: Working, token: string, open: OpenInvitation): Promise<void> {
  await db.updateTable('invitation').set({ accepted_at: null }).where('id', '=', open.id).execute();
  const link = { invitation_id: open.id, token_hash: hashOf(token), email: open.email, language: open.language };
  await db.insertInto('invitation_link').values(link).execute();
}

/**
 * Shuts somebody's account, as the actor: their sign-ins end, and none begins until it is opened. Invitations that wait for
 * them, or that they sent, are withdrawn. Twice is harmless.
 * @throws MayNotShutAccount
 */
export async function shutAccount(work: Working, personId: PersonId): Promise<void> {
  if (!(await work.ask(mayShut, personId))) throw new MayNotShutAccount();
  await sql`select shut_account(${newId()}, ${personId})`.execute(work.db);
  work.announce(accountShut(personId));
}

/** Opens it again. Twice is harmless. @throws MayNotShutAccount */
export async function openAccount(work: Working, personId: PersonId): Promise<void> {
  if (!(await work.ask(mayOpen, personId))) throw new MayNotShutAccount();
  await sql`select open_account(${personId})`.execute(work.db);
  work.announce(accountOpened(personId));
}

/** @throws AccountIsShut when nobody signs in to this account now */
export async function insistOnOpen(work: Working, personId: PersonId): Promise<void> {
  if (await work.ask(findShut, personId)) throw new AccountIsShut();
}
