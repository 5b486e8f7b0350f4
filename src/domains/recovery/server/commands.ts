import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { LoginResetId } from '#shared/ids.ts';
import { mayGrantReset, mayWithdrawReset } from '../access.ts';
import { MayNotAskReset, MayNotGrantReset, MayNotWithdrawReset, ResetMissing } from '../errors.ts';
import { resetAsked, resetGranted, resetWithdrawn } from '../events.ts';
import { isWaiting } from '../rules.ts';
import type { ResetAsked } from '../schema.ts';
import type { LoginReset } from '../types.ts';
import { findReset, listGrantableResets, listResettable } from './queries.ts';
import type { RecoveryTables } from './tables.ts';

type Working = Work<RecoveryTables>;

/** Asks that somebody's login be reset, who is told of it. Asking again under the same id changes nothing. */
export async function askReset(work: Working, { id, personId, reason }: ResetAsked): Promise<void> {
  const before = await work.ask(findReset, id);
  if (before?.askedBy === work.actor.personId && before?.personId === personId) return;
  if (!(await work.ask(listResettable, [personId])).has(personId)) throw new MayNotAskReset();
  await sql`select ask_login_reset(${id}, ${personId}, ${reason})`.execute(work.db);
  work.announce(resetAsked(personId, id));
}

/** Grants what somebody else asked for: every way in of its person ends. */
export async function grantReset(work: Working, id: LoginResetId): Promise<void> {
  const reset = await holdWaiting(work, id);
  if (!mayGrantReset(work.actor, reset) || !(await work.ask(listGrantableResets)).has(id)) throw new MayNotGrantReset();
  await sql`select grant_login_reset(${id})`.execute(work.db);
  work.announce(resetGranted(reset.personId, id));
}

/** Takes a request back, or declines it. Doing so twice is harmless. */
export async function withdrawReset(work: Working, id: LoginResetId): Promise<void> {
  const reset = await work.ask(findReset, id);
  if (!reset || reset.grantedAt) throw new ResetMissing();
  if (!mayWithdrawReset(work.actor, reset)) throw new MayNotWithdrawReset();
  if (reset.withdrawnAt) return;
  await sql`select withdraw_login_reset(${id})`.execute(work.db);
  work.announce(resetWithdrawn(reset.personId, id));
}

async function holdWaiting(work: Working, id: LoginResetId): Promise<LoginReset> {
  const reset = await work.ask(findReset, id);
  if (!reset || !isWaiting(reset, work.now)) throw new ResetMissing();
  return reset;
}
