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
