import { Refusal } from '#shared/refusal.ts';

/** Only a coordinator of a ministry annotates its figures. */
export class MayNotAnnotate extends Refusal {
  constructor() {
    super(403);
  }
}

/** There is no such annotation for this person: it does not exist, or it is not theirs to see. Both say the same. */
export class AnnotationMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** A newer version was written since the page was opened. */
export class AnnotationStale extends Refusal {
  constructor() {
    super(409);
  }
}
