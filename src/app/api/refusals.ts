import { Refusal } from '#shared/refusal.ts';
import type { Contradiction } from '#domains/training/sessions/rules/contradictions.ts';

/** There is nothing at this address. */
export class PageMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** What stands at this address does not answer this method. */
export class MethodNotOffered extends Refusal {
  readonly allowed: readonly string[];
  constructor(allowed: readonly string[]) {
    super(405);
    this.allowed = allowed;
  }
}

/** Whatever writes is sent as JSON, which no page of another site can make a browser send along with a sign-in. */
export class ContentTypeWrong extends Refusal {
  constructor() {
    super(415);
  }
}

/** What was sent cannot be read as JSON. */
export class BodyUnreadable extends Refusal {
  constructor() {
    super(400);
  }
}

/** There is no figure of this code. */
export class FigureMissing extends Refusal {
  constructor() {
    super(404);
  }
}

/** One thing that is wrong with what was sent: where, and the key of the sentence that says what. */
export interface InputProblem {
  /** A place in the body (RFC 6901), or else the name of a parameter. */
  readonly at: { readonly pointer: string } | { readonly parameter: string };
  /** Its key among the problems of a session or of the interface. */
  readonly key: string;
}

/** Something that was sent cannot be right; each problem says where. */
export class InputInvalid extends Refusal {
  readonly problems: readonly InputProblem[];
  /** Why the numbers of a head-count cannot all be right, where that is among the problems. */
  readonly contradictions: readonly Contradiction[];
  constructor(problems: readonly InputProblem[], contradictions: readonly Contradiction[] = []) {
    super(422);
    this.problems = problems;
    this.contradictions = contradictions;
  }
}
