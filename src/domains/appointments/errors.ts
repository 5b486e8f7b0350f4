import type { Actor } from '#shared/actor.ts';
import { Refusal } from '#shared/refusal.ts';

/** This person may not propose that appointment. */
export class MayNotPropose extends Refusal {
  constructor() {
    super(403);
  }
}

/** Whoever stands in for hours proposes nobody. */
export class StandInMayNotPropose extends Refusal {
  constructor() {
    super(403);
  }
}

/** Why somebody may not propose: they stand in, or it is not theirs at all. */
export const refuseProposal = (who: Actor): Refusal =>
  who.seats.some(({ until }) => until !== null) ? new StandInMayNotPropose() : new MayNotPropose();

/** There is no appointment with this id that the actor sees. */
export class AppointmentMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** There is no person with this id whom the actor sees. */
export class PersonMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** Consent to this appointment is somebody else's to give. */
export class MayNotConsent extends Refusal {
  constructor() {
    super(403);
  }
}

/** Somebody has consented already, or the proposal was ended. */
export class AppointmentNotWaiting extends Refusal {
  constructor() {
    super(409);
  }
}

/** This appointment is not theirs to end. */
export class MayNotEnd extends Refusal {
  constructor() {
    super(403);
  }
}

/** Nobody but the actor would administer the network or be its secretariat: somebody else is appointed first. */
export class NobodyElseInNetwork extends Refusal {
  constructor() {
    super(409);
  }
}

/** Nobody would answer for the ministry any more: somebody else is appointed first, or stands in. */
export class NobodyElseAnswers extends Refusal {
  constructor() {
    super(409);
  }
}

/** Adding people is for administrators and for a ministry's coordinators. */
export class MayNotAddPerson extends Refusal {
  constructor() {
    super(403);
  }
}

/** Emergency access is asked for by the ministry's own people, signed in with a second factor. */
export class MayNotAskEmergency extends Refusal {
  constructor() {
    super(403);
  }
}

/** There is no such emergency access, or it is over. */
export class EmergencyMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** A second person must grant it, and not this one. */
export class MayNotGrantEmergency extends Refusal {
  constructor() {
    super(403);
  }
}
