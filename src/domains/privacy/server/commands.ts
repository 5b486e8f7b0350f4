import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { ErasureRequestId, OwnerId } from '#shared/ids.ts';
import { mayAskAboutOneself, maySetRetention } from '../access.ts';
import { ErasureMissing, ErasureNotWaiting, MayNotSetRetention, PeriodOutOfRange } from '../errors.ts';
import { erasureAsked, erasureRefused, personErased } from '../events.ts';
import type { RetentionKind } from '../types.ts';
import { listErasures } from './queries.ts';
import type { PrivacyTables } from './tables.ts';

type Working = Work<PrivacyTables>;

/** Corrects the actor's own name, everywhere it stands; the audit keeps what it was. */
export async function correctOwnName({ db }: Working, name: string): Promise<void> {
  await sql`select correct_own_name(${name})`.execute(db);
}

/** Asks to be erased. Asked twice, or while a request waits, it counts once. */
export async function askErasure(work: Working, id: ErasureRequestId, note: string): Promise<void> {
  if (!mayAskAboutOneself(work.actor)) throw new ErasureMissing();
  await sql`select ask_erasure(${id}, ${note})`.execute(work.db);
  work.announce(erasureAsked(id));
}

/** Takes one's own request back. */
export async function withdrawErasure({ db }: Working): Promise<void> {
  await sql`select withdraw_erasure()`.execute(db);
}

/** Erases whoever asked. It cannot be taken back. */
export async function carryOutErasure(work: Working, id: ErasureRequestId): Promise<void> {
  await insistOnRequest(work, id);
  const { rows } = await sql<{ done: boolean }>`select carry_out_erasure(${id}) as done`.execute(work.db);
  if (!rows[0]?.done) throw new ErasureNotWaiting();
  work.announce(personErased(id));
}

/** Tells whoever asked why their record must stay. */
export async function refuseErasure(work: Working, id: ErasureRequestId, reason: string): Promise<void> {
  await insistOnRequest(work, id);
  const { rows } = await sql<{ done: boolean }>`select refuse_erasure(${id}, ${reason}) as done`.execute(work.db);
  if (!rows[0]?.done) throw new ErasureNotWaiting();
  work.announce(erasureRefused(id));
}

/** What the actor may not answer they do not see either, but for their own. */
async function insistOnRequest(work: Working, id: ErasureRequestId): Promise<void> {
  if (!(await work.ask(listErasures)).some((request) => request.id === id)) throw new ErasureMissing();
}

/** Sets how long a kind of record of an owner is kept, in days. */
export async function setRetention(
  { db, actor, now }: Working,
  owner: OwnerId | null,
  kind: RetentionKind,
  days: number,
): Promise<void> {
  if (!actor.personId || !maySetRetention(actor, owner)) throw new MayNotSetRetention();
  const { least, most } = await db
    .selectFrom('retention_kind')
    .select(['least', 'most'])
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  if (days < least || days > most) throw new PeriodOutOfRange(least, most);
  const set = { days, set_by: actor.personId, set_at: now };
  await db
    .insertInto('retention_period')
    .values({ owner_id: owner, kind, ...set })
    .onConflict((conflict) => conflict.columns(['owner_id', 'kind']).doUpdateSet(set))
    .execute();
}
