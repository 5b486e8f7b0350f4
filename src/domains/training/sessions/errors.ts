import { Refusal } from '#shared/refusal.ts';

/** There is no such session for this person: it does not exist, or it is not theirs to see. Both say the same. */
export class SessionMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Only the people of a ministry record its sessions. */
export class MayNotRecord extends Refusal {
  constructor() {
    super(403);
  }
}

/** Only a coordinator of the owner releases, returns or withdraws. */
export class MayNotRelease extends Refusal {
  constructor() {
    super(403);
  }
}

/** Nobody releases what they submitted themselves. */
export class MayNotReleaseOwn extends Refusal {
  constructor() {
    super(403);
  }
}

/** The draft was saved elsewhere since this form was opened. */
export class DraftChangedElsewhere extends Refusal {
  constructor() {
    super(409);
  }
}

/** A newer version was submitted since this form was opened. */
export class VersionStale extends Refusal {
  constructor() {
    super(409);
  }
}

/** The version no longer waits: it was released, returned or replaced meanwhile. */
export class VersionNotWaiting extends Refusal {
  constructor() {
    super(409);
  }
}

/** The session names a trainer who is not on the ministry's roster, or a unit that is not in the curriculum. */
export class UnknownReference extends Refusal {
  constructor() {
    super(422);
  }
}

/** Single sessions are for the people of the network; others see what the sessions add up to. */
export class MayNotReadSessions extends Refusal {
  constructor() {
    super(403);
  }
}

/** Only a coordinator or deputy of a ministry imports its past sessions. */
export class MayNotImport extends Refusal {
  constructor() {
    super(403);
  }
}

/** There is no such import for this person: it does not exist, or it is not theirs to see. Both say the same. */
export class ImportMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** The import was begun, finished or undone meanwhile, so this cannot be done with it any more. */
export class ImportMovedOn extends Refusal {
  constructor() {
    super(409);
  }
}

/** It was not said of every column that sessions need which one it is. */
export class MappingIncomplete extends Refusal {
  constructor() {
    super(422);
  }
}

/** The file holds headers and nothing below them. */
export class NoRowsBelow extends Refusal {
  constructor() {
    super(422);
  }
}

/** Only a coordinator or deputy of a co-owner claims a session. */
export class MayNotClaim extends Refusal {
  constructor() {
    super(403);
  }
}

/** Nothing stands that this ministry could claim: the release was withdrawn, names it no more, or was not held. */
export class NotHeldTogether extends Refusal {
  constructor() {
    super(409);
  }
}

/** Only a coordinator or deputy of a ministry says which of its sessions are one training. */
export class MayNotAdjust extends Refusal {
  constructor() {
    super(403);
  }
}

/** One of the two sessions does not stand outside, or is itself left out: then nothing would count of the training. */
export class OverlapNotCounted extends Refusal {
  constructor() {
    super(409);
  }
}

/** There is no such adjustment for this person, or it is withdrawn already. */
export class AdjustmentMissing extends Refusal {
  constructor() {
    super(404);
  }
}
