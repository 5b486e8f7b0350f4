import { Refusal } from '#shared/refusal.ts';

/** Only the secretariat publishes figures and says what they count. */
export class MayNotPublish extends Refusal {
  constructor() {
    super(403);
  }
}

/** Only a coordinator of the ministry, or the secretariat, freezes this figure. */
export class MayNotFreeze extends Refusal {
  constructor() {
    super(403);
  }
}

/** Only who speaks for a ministry or the network writes from its figures and notes where they were used. */
export class MayNotCite extends Refusal {
  constructor() {
    super(403);
  }
}

/** One of the chosen figures is not there any more, or may not be shown. */
export class NotCitable extends Refusal {
  constructor() {
    super(409);
  }
}

/** There is no figure of this code and scope. */
export class NoSuchFigure extends Refusal {
  constructor() {
    super(404);
  }
}

/** There is no such snapshot. */
export class SnapshotMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Somebody made a newer version of the definition since the page was opened. */
export class DefinitionStale extends Refusal {
  constructor() {
    super(409);
  }
}
