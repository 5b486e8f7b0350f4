import { Refusal } from '#shared/refusal.ts';

/** The audit of a ministry is for its coordinator, its deputies and its auditors; the network's for theirs and the secretariat. */
export class MayNotReadAudit extends Refusal {
  constructor() {
    super(403);
  }
}

/** No key was given to this platform to sign with. */
export class SigningKeyMissing extends Refusal {
  constructor() {
    super(503);
  }
}
