import { whoTheyAre } from '#domains/appointments/server/queries.ts';
import type { ByWhom } from '#domains/appointments/types.ts';
import { mayAskReset, mayWithdrawReset } from '#domains/recovery/access.ts';
import { isWaiting } from '#domains/recovery/rules.ts';
import {
  findLastReset,
  listGrantableResets,
  listResettable,
  listWaitingResets,
} from '#domains/recovery/server/queries.ts';
import type { LoginReset } from '#domains/recovery/types.ts';
import type { Person } from '#domains/identity/types.ts';
import type { Actor } from '#shared/actor.ts';
import type { Asking } from './request.ts';

/** A reset that waits, as a page shows it: who asked for it, and what its reader may do with it. */
export interface ResetLine extends LoginReset {
  readonly asker: ByWhom;
  readonly may: { readonly grant: boolean; readonly withdraw: boolean };
}

/** The resets that wait and that the actor sees, with what they may do. */
export async function composeResets(ask: Asking, actor: Actor): Promise<ResetLine[]> {
  const resets = await ask(listWaitingResets);
  if (resets.length === 0) return [];
  const grantable = await ask(listGrantableResets);
  const who = await ask(
    whoTheyAre,
    resets.map(({ askedBy }) => askedBy),
  );
  return resets.map((one) => ({
    ...one,
    asker: who.get(one.askedBy) ?? null,
    may: { grant: grantable.has(one.id), withdraw: mayWithdrawReset(actor, one) },
  }));
}

/** What a person's page tells of a reset: it waits, or it was granted and by whom. */
export interface ToldReset {
  readonly ownerId: LoginReset['ownerId'];
  readonly personId: LoginReset['personId'];
  readonly askedBy: LoginReset['askedBy'];
  readonly askedAt: Date;
  readonly grantedAt: Date | null;
  readonly asker: ByWhom;
  readonly granter: ByWhom;
  readonly may: { readonly grant: boolean };
}

/** The last reset of a person's login that the actor sees; null when there is none, or nothing came of it. */
export async function findResetOf(ask: Asking, { id }: Person, now: Date): Promise<ToldReset | null> {
  const reset = await ask(findLastReset, id);
  if (!reset || !(reset.grantedAt || isWaiting(reset, now))) return null;
  const { ownerId, personId, askedBy, askedAt, grantedBy, grantedAt } = reset;
  const who = await ask(whoTheyAre, [askedBy, ...(grantedBy ? [grantedBy] : [])]);
  return {
    ...{ ownerId, personId, askedBy, askedAt, grantedAt, asker: who.get(askedBy) ?? null },
    granter: (grantedBy && who.get(grantedBy)) || null,
    may: { grant: (await ask(listGrantableResets)).has(reset.id) },
  };
}

/** The reset of the actor's own login that waits; null when there is none. */
export const findOwnReset = async (ask: Asking, actor: Actor): Promise<ResetLine | null> =>
  (await composeResets(ask, actor)).find(({ personId }) => personId === actor.personId) ?? null;

/** Whether the actor may ask for the reset of a person's login now. */
export const canBeReset = async (ask: Asking, actor: Actor, { id, ownerId }: Person): Promise<boolean> =>
  mayAskReset(actor, ownerId) && (await ask(listResettable, [id])).has(id);
