import { Refusal } from '#shared/refusal.ts';

/** The address or the password is not right; which of them, nobody is told. */
export class SignInFailed extends Refusal {
  constructor() {
    super(401);
  }
}

/** Too many passwords were wrong lately. */
export class TooManyAttempts extends Refusal {
  constructor() {
    super(429);
  }
}

/** The code is not right. Another can be tried. */
export class CodeWrong extends Refusal {
  constructor() {
    super(401);
  }
}

/** The code was right once: each works one time. The next one can be tried. */
export class CodeUsed extends Refusal {
  constructor() {
    super(401);
  }
}

/** Too many codes were wrong after one password: it is asked again. */
export class TooManyCodes extends Refusal {
  constructor() {
    super(429);
  }
}

/** So many codes in a row were wrong that none is taken for a quarter of an hour. */
export class CodesPaused extends Refusal {
  constructor() {
    super(429);
  }
}

/** The ceremony was never begun here, is over, or took too long: it begins again. */
export class CeremonyOver extends Refusal {
  constructor() {
    super(409);
  }
}

/** The passkey is not known, or did not verify its user. */
export class PasskeyRefused extends Refusal {
  constructor() {
    super(401);
  }
}

/** The ministry's provider did not vouch for somebody who may sign in through it. */
export class ProviderRefused extends Refusal {
  constructor() {
    super(401);
  }
}

/** The provider of the ministry does not answer as it should. */
export class ProviderUnreachable extends Refusal {
  constructor() {
    super(503);
  }
}

/** Whoever would take an invitation back comes too late: it was accepted or taken back, or is not theirs. */
export class InvitationNotOpen extends Refusal {
  constructor() {
    super(409);
  }
}

/** The link was used, withdrawn, is too old, or never was one. */
export class InvitationMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Only those who may can invite this person. */
export class MayNotInvite extends Refusal {
  constructor() {
    super(403);
  }
}

/** Whoever asked for the reset of a login leaves the invitation to another who may invite. */
export class AskedForReset extends Refusal {
  constructor() {
    super(403);
  }
}

/** The person, or somebody with this address, can sign in already. */
export class LoginExists extends Refusal {
  constructor() {
    super(409);
  }
}

/** This needs a proof given within the last ten minutes. */
export class FreshCheckNeeded extends Refusal {
  constructor() {
    super(403);
  }
}

/** Whoever has a second factor changes how they sign in only after they have signed in with it. */
export class SecondFactorNeeded extends Refusal {
  constructor() {
    super(403);
  }
}

/** An app shows codes already. */
export class CodesStandAlready extends Refusal {
  constructor() {
    super(409);
  }
}

/** No app shows codes. */
export class CodesMissing extends Refusal {
  constructor() {
    super(409);
  }
}

/** There is no such passkey, or it is somebody else's. */
export class PasskeyMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Whoever answers for the person has shut the account: nobody signs in until it is opened. */
export class AccountIsShut extends Refusal {
  constructor() {
    super(403);
  }
}

/** Accounts are shut and opened by who answers for the person, never by the person. */
export class MayNotShutAccount extends Refusal {
  constructor() {
    super(403);
  }
}

/** Without this factor there would be no way in any more. */
export class LastWayIn extends Refusal {
  constructor() {
    super(409);
  }
}

/** Somebody who never accepted an invitation, such as a demo person, has no ways of signing in to change. */
export class LoginMissing extends Refusal {
  constructor() {
    super(409);
  }
}
