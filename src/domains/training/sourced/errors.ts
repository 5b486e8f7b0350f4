import { Refusal } from '#shared/refusal.ts';

/** Only the secretariat, or a coordinator of the country, keeps what others published. */
export class MayNotKeepSourced extends Refusal {
  constructor() {
    super(403);
  }
}

/** There is no such record. */
export class SourcedMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Somebody corrected the record since the page was opened. */
export class SourcedStale extends Refusal {
  constructor() {
    super(409);
  }
}

/** The record was withdrawn: it has to stand again before it can be corrected. */
export class SourcedWithdrawn extends Refusal {
  constructor() {
    super(409);
  }
}
