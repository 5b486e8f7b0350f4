import { whoTheyAre } from '#domains/appointments/server/queries.ts';
import type { ByWhom } from '#domains/appointments/types.ts';
import { mayAskReset, mayWithdrawReset } from '#domains/recovery/access.ts';
import { listGrantableResets, listResettable, listWaitingResets } from '#domains/recovery/server/queries.ts';
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

/** The reset of the actor's own login that waits; null when there is none. */
export const findOwnReset = async (ask: Asking, actor: Actor): Promise<ResetLine | null> =>
  (await composeResets(ask, actor)).find(({ personId }) => personId === actor.personId) ?? null;

/** Whether the actor may ask for the reset of a person's login now. */
export const canBeReset = async (ask: Asking, actor: Actor, { id, ownerId }: Person): Promise<boolean> =>
  mayAskReset(actor, ownerId) && (await ask(listResettable, [id])).has(id);
