const mark = Symbol.for('kaskada.refusal');

/** How a refusal is answered over HTTP. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 414 | 415 | 421 | 422 | 429 | 503;

/**
 * A "no" that the platform means: named after the sentence it tells, with what the sentence needs.
 * It is translated in one place (`refusal.<Name>`); anything else that is thrown is our bug.
 */
export class Refusal extends Error {
  readonly [mark] = true;
  readonly status: RefusalStatus;
  readonly args: Readonly<Record<string, string | number>>;
  constructor(status: RefusalStatus, args: Record<string, string | number> = {}) {
    super(new.target.name);
    this.name = new.target.name;
    this.status = status;
    this.args = args;
  }
}

/** Whether something thrown is a refusal, also when another copy of this module threw it. */
export const isRefusal = (thrown: unknown): thrown is Refusal =>
  typeof thrown === 'object' && thrown !== null && mark in thrown;
