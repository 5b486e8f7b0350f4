import { AsyncLocalStorage } from 'node:async_hooks';

/** Work that runs one piece after another, in the order in which it came. */
export class Queue {
  #last: Promise<void> = Promise.resolve();

  /** Waits for one's turn; whoever got it must call the answer when done. */
  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave!: () => void;
    this.#last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }
}

/** The transaction in whose body the code runs that asks. */
const inside = new AsyncLocalStorage<{ open: boolean }>();

/** Runs the body of a transaction, so that another one begun within it is noticed. */
export async function inTransaction<Answer>(body: () => Promise<Answer>): Promise<Answer> {
  const transaction = { open: true };
  try {
    return await inside.run(transaction, body);
  } finally {
    transaction.open = false;
  }
}

/**
 * A transaction begun inside another would wait for the one that waits for it: for ever where there is one
 * connection, and on a busy day where there are ten.
 */
export function refuseNesting(): void {
  if (inside.getStore()?.open)
    throw new Error('A transaction was begun inside another: use the one at hand (its db, ask or carryOut).');
}
