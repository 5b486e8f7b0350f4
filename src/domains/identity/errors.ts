import { Refusal } from '#shared/refusal.ts';

/** The page needs somebody who is signed in. */
export class SignInNeeded extends Refusal {
  constructor() {
    super(401);
  }
}

/** A form was sent after sign-out: its page says so, and gives back what was typed. */
export class SignedOut extends Refusal {
  constructor() {
    super(401);
  }
}

/** The same where nothing typed may be given back: passwords and codes. */
export class SignInEnded extends Refusal {
  constructor() {
    super(401);
  }
}

/** There is no demo person with this id to step in as. */
export class DemoPersonMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** There is no such sign-in of one's own, or it has ended. */
export class SignInMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Adding a ministry and correcting its name is for administrators. */
export class MayNotKeepMinistries extends Refusal {
  constructor() {
    super(403);
  }
}

/** The country has a ministry here already. */
export class MinistryExists extends Refusal {
  constructor() {
    super(409);
  }
}

/** There is no ministry with this id. */
export class MinistryMissing extends Refusal {
  constructor() {
    super(404);
  }
}
