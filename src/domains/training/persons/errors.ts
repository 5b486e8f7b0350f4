import { Refusal } from '#shared/refusal.ts';

/** There is no such list for this person: it does not exist, or it is not theirs to see. Both say the same. */
export class ListMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Only trainers, coordinators and deputies of the ministry write its lists. */
export class MayNotList extends Refusal {
  constructor() {
    super(403);
  }
}

/** More codes than the newest version leaves room for. */
export class ListTooLong extends Refusal {
  constructor(listed: number, most: number) {
    super(422, { listed, most });
  }
}

/** Somebody changed the list since this form was opened. */
export class ListChangedElsewhere extends Refusal {
  constructor() {
    super(409);
  }
}

/** Coaching counts nobody, so nobody of it is listed. */
export class NobodyIsListed extends Refusal {
  constructor() {
    super(422);
  }
}

/** Only the people of a ministry read how many persons its lists hold. */
export class MayNotReadPersons extends Refusal {
  constructor() {
    super(403);
  }
}

/** Only a coordinator or deputy of the ministry releases how many persons there were. */
export class MayNotReleasePersons extends Refusal {
  constructor() {
    super(403);
  }
}

/** The number does not leave now, as a small number would be learnt, or nobody listed anybody. */
export class PersonsWait extends Refusal {
  constructor() {
    super(409);
  }
}
