import { namePeople } from '#domains/identity/server/queries.ts';
import { listTrainers } from '#domains/network/server/queries.ts';
import { mayAdjust, mayClaim } from '#domains/training/sessions/access.ts';
import { findReleasedSession } from '#domains/training/sessions/server/queries.ts';
import {
  listDistinctions,
  listOverlaps,
  type Distinction,
  type Overlap,
} from '#domains/training/sessions/server/queries/overlaps.ts';
import {
  listAdjustments,
  listClaims,
  listLeftOut,
  nameSessions,
  type Adjustment,
  type LeftOut,
  type SessionClaim,
  type SessionName,
} from '#domains/training/sessions/server/queries/sharing.ts';
import { coordinatedMinistries, type Actor } from '#shared/actor.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
import type { Asking } from './request.ts';

/** Who counts a session, beside its owner; and whether it counts at all. */
export interface Sharing {
  readonly claims: readonly SessionClaim[];
  /** The ministries for which the actor may claim it, or take their claim back. */
  readonly mayClaimFor: readonly OwnerId[];
  /** The adjustment that leaves it out of the sums now. */
  readonly leftOut: Adjustment | null;
  /** Who claimed and signed, as far as the actor may know names. */
  readonly people: ReadonlyMap<string, string>;
}

/** Gathers who shares a session that stands outside. */
export async function composeSharing(ask: Asking, actor: Actor, id: SessionId): Promise<Sharing> {
  const standing = await ask(findReleasedSession, id);
  const claims = await ask(listClaims, id);
  const leftOut = (await ask(listAdjustments, id)).find(({ withdrawn }) => withdrawn === null) ?? null;
  const isHeld = standing?.occurrence === 'held';
  return {
    claims,
    mayClaimFor: isHeld ? standing.coOwnerIds.filter((ownerId) => mayClaim(actor, { ownerId })) : [],
    leftOut,
    people: await ask(namePeople, [...claims.map(({ by }) => by), ...(leftOut ? [leftOut.by] : [])]),
  };
}

/** Everything that a coordinator decides about sessions that look like one. */
export interface Overlaps {
  readonly pairs: readonly Overlap[];
  readonly leftOut: readonly (LeftOut & { readonly mayWithdraw: boolean })[];
  readonly apart: readonly Distinction[];
  /** What the sessions are called that stand in these lists by their ids, as far as the actor may see them. */
  readonly names: ReadonlyMap<SessionId, SessionName>;
  readonly trainers: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

/** Gathers what looks like one session, what was told apart, and what is left out of the sums. */
export async function composeOverlaps(ask: Asking, actor: Actor): Promise<Overlaps> {
  const own = coordinatedMinistries(actor);
  const leftOut = (await ask(listLeftOut, {})).filter(({ ownerId }) => own.includes(ownerId));
  const apart = await ask(listDistinctions);
  const named = [
    ...leftOut.map(({ overlapsId }) => overlapsId),
    ...apart.flatMap(({ sessionId, otherId }) => [sessionId, otherId]),
  ];
  return {
    pairs: await ask(listOverlaps),
    leftOut: leftOut.map((one) => ({ ...one, mayWithdraw: mayAdjust(actor, one) })),
    apart,
    names: await ask(nameSessions, named),
    trainers: new Map((await ask(listTrainers)).map(({ id, name }) => [id, name])),
    people: await ask(
      namePeople,
      [...leftOut, ...apart].map(({ by }) => by),
    ),
  };
}
