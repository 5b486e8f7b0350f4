import { sql } from 'kysely';
import type { Work } from '#platform/database/reading.ts';
import type { AdjustmentId, OwnerId, PersonId, SessionId } from '#shared/ids.ts';
import { mayAdjust, mayClaim } from '../../access.ts';
import { AdjustmentMissing, MayNotAdjust, MayNotClaim, NotHeldTogether, OverlapNotCounted } from '../../errors.ts';
import { adjustmentChanged, claimChanged } from '../../events.ts';
import { findAdjustment, findOwner, whyLeftOut } from '../queries/sharing.ts';
import type { SessionTables } from '../tables.ts';

type SharingWork = Work<SessionTables>;

/** Counts a session that another ministry released in the figure of a co-owner too. Doing it twice is harmless. */
export async function claimSession(work: SharingWork, sessionId: SessionId, ownerId: OwnerId): Promise<void> {
  if (!mayClaim(work.actor, { ownerId })) throw new MayNotClaim();
  await holdSessions(work, [sessionId]);
  if (!(await isClaimable(work, sessionId, ownerId))) throw new NotHeldTogether();
  await work.db
    .insertInto('session_claim')
    .values({
      ...{ session_id: sessionId, owner_id: ownerId },
      ...{ claimed_by: work.actor.personId as PersonId, claimed_at: work.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  work.announce(claimChanged(sessionId));
}

/** Takes a claim back: the session counts for its owner alone, and for whoever else claimed it. */
export async function undoClaim(work: SharingWork, sessionId: SessionId, ownerId: OwnerId): Promise<void> {
  if (!mayClaim(work.actor, { ownerId })) throw new MayNotClaim();
  await holdSessions(work, [sessionId]);
  await work.db
    .deleteFrom('session_claim')
    .where('session_id', '=', sessionId)
    .where('owner_id', '=', ownerId)
    .execute();
  work.announce(claimChanged(sessionId));
}

async function isClaimable({ db }: SharingWork, sessionId: SessionId, ownerId: OwnerId): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select is_claimable(${sessionId}, ${ownerId}) as may`.execute(db);
  return rows[0]!.may;
}

/** Says that two sessions that look like one are two; they are not suggested again. */
export async function tellApart(work: SharingWork, sessionId: SessionId, otherId: SessionId): Promise<void> {
  const ownerId = await insistOnOwn(work, sessionId);
  await work.db
    .insertInto('session_distinction')
    .values({
      ...{ session_id: sessionId, other_session_id: otherId, owner_id: ownerId },
      ...{ said_by: work.actor.personId as PersonId, said_at: work.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Lets two sessions be suggested again. */
export async function suggestAgain(work: SharingWork, sessionId: SessionId, otherId: SessionId): Promise<void> {
  await insistOnOwn(work, sessionId);
  await work.db
    .deleteFrom('session_distinction')
    .where('session_id', '=', sessionId)
    .where('other_session_id', '=', otherId)
    .execute();
}

/** What a coordinator signs. */
export interface AdjustmentToSign {
  readonly id: AdjustmentId;
  /** The session of their own ministry that is left out. */
  readonly session: SessionId;
  /** The one that goes on counting for both. */
  readonly other: SessionId;
  readonly reason: string;
}

/** Leaves a session out of the sums. Record and claims stay as they are. Sent twice, it is signed once. */
export async function signAdjustment(
  work: SharingWork,
  { id, session, other, reason }: AdjustmentToSign,
): Promise<void> {
  const ownerId = await insistOnOwn(work, session);
  await holdSessions(work, [session, other]);
  if (await work.ask(findAdjustment, id)) return;
  if (!(await bothCount(work, session, other))) throw new OverlapNotCounted();
  await work.db
    .insertInto('reach_adjustment')
    .values({
      ...{ id, owner_id: ownerId, session_id: session, overlaps_session_id: other, reason },
      ...{ signed_by: work.actor.personId as PersonId, signed_at: work.now },
    })
    .execute();
  work.announce(adjustmentChanged(session));
}

/** Takes an adjustment back, with a reason: the session counts again. */
export async function withdrawAdjustment(work: SharingWork, id: AdjustmentId, reason: string): Promise<void> {
  const found = await work.ask(findAdjustment, id);
  if (!found) throw new AdjustmentMissing();
  if (!mayAdjust(work.actor, found)) throw new MayNotAdjust();
  await holdSessions(work, [found.sessionId]);
  const standing = await work.ask(findAdjustment, id);
  if (!standing || standing.withdrawn) throw new AdjustmentMissing();
  await work.db
    .insertInto('adjustment_withdrawal')
    .values({
      ...{ adjustment_id: id, owner_id: found.ownerId, reason },
      ...{ withdrawn_by: work.actor.personId as PersonId, withdrawn_at: work.now },
    })
    .execute();
  work.announce(adjustmentChanged(found.sessionId));
}

async function insistOnOwn(work: SharingWork, sessionId: SessionId): Promise<OwnerId> {
  const ownerId = await work.ask(findOwner, sessionId);
  if (!ownerId || !mayAdjust(work.actor, { ownerId })) throw new MayNotAdjust();
  return ownerId;
}

/** Nobody else releases, claims or adjusts them before this work is done; always in one order. */
async function holdSessions({ db }: SharingWork, ids: readonly SessionId[]): Promise<void> {
  for (const id of ids.toSorted()) await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(db);
}

async function bothCount({ db, ask }: SharingWork, ...ids: SessionId[]): Promise<boolean> {
  const standing = await db
    .selectFrom('released_session')
    .select('session_id')
    .where('occurrence', '=', 'held')
    .where(sql<boolean>`session_id = any (${ids}::uuid[])`)
    .execute();
  return standing.length === ids.length && (await ask(whyLeftOut, ids)).size === 0;
}
