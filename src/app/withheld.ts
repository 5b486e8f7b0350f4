import type { Actor } from '#shared/actor.ts';
import { Refusal } from '#shared/refusal.ts';

/** A role that may open the page is withheld from a sign-in without a second factor. */
export class RoleWithheld extends Refusal {
  constructor() {
    super(403);
  }
}

/** Where somebody sets up the second factor that they lack, to come back to the page that was refused. */
export const secondFactorFor = (wanted: string): string => `/account?to=${encodeURIComponent(wanted)}`;

/**
 * What a refused page says instead to whoever has a role withheld: that role may be the one that opens it, and nobody
 * can know before it is given. Null where the refusal has nothing to do with that.
 */
export const withheldInstead = (
  who: Pick<Actor, 'lacksSecondFactor'> | undefined,
  method: string,
  status: number,
): Refusal | null => (who?.lacksSecondFactor && method === 'GET' && status === 403 ? new RoleWithheld() : null);
