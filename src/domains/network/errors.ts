import { Refusal } from '#shared/refusal.ts';

/** The network exists: the first run is over. */
export class NetworkFounded extends Refusal {
  constructor() {
    super(409);
  }
}

/** The code is not the one that the console shows. */
export class FirstRunCodeWrong extends Refusal {
  constructor() {
    super(403);
  }
}

/** A profile is kept by trainers, each their own. */
export class MayNotKeepProfile extends Refusal {
  constructor() {
    super(403);
  }
}

/** The profile was saved in another window since this one was opened. */
export class ProfileChangedElsewhere extends Refusal {
  constructor() {
    super(409);
  }
}

/** There is nothing in this part that could be shown. */
export class ProfilePartEmpty extends Refusal {
  constructor() {
    super(422);
  }
}

/** Nobody with this id shows anything of a profile. */
export class ProfileMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** A roster is kept by who coordinates its ministry. */
export class MayNotKeepRoster extends Refusal {
  constructor() {
    super(403);
  }
}

/** There is no such entry on a roster that this person keeps. */
export class TrainerMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** The person has an entry on the roster for these days. */
export class TrainerOnRoster extends Refusal {
  constructor() {
    super(409);
  }
}
