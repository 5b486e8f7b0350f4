import { Refusal } from '#shared/refusal.ts';

/** This request is somebody else's to answer, or there is none. */
export class ErasureMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** The request no longer waits: it was answered or withdrawn meanwhile. */
export class ErasureNotWaiting extends Refusal {
  constructor() {
    super(409);
  }
}

/** How long records are kept is for their owner to say. */
export class MayNotSetRetention extends Refusal {
  constructor() {
    super(403);
  }
}

/** A period is shorter or longer than this kind of record can be kept. */
export class PeriodOutOfRange extends Refusal {
  constructor(least: number, most: number) {
    super(422, { least, most });
  }
}
