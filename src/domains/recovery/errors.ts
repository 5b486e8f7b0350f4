import { Refusal } from '#shared/refusal.ts';

/** This person cannot ask for that reset, or there is nothing to reset. */
export class MayNotAskReset extends Refusal {
  constructor() {
    super(403);
  }
}

/** A second person must grant it, and not this one. */
export class MayNotGrantReset extends Refusal {
  constructor() {
    super(403);
  }
}

/** This request is not theirs to take back. */
export class MayNotWithdrawReset extends Refusal {
  constructor() {
    super(403);
  }
}

/** There is no such request that the actor sees, or it no longer waits. */
export class ResetMissing extends Refusal {
  constructor() {
    super(404);
  }
}
