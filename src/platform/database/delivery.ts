import { AsyncLocalStorage } from 'node:async_hooks';
import type { Fact } from './reading.ts';

/** A fact as it waits to be heard. */
export interface WaitingFact extends Fact {
  readonly id: number;
}

interface Post {
  /** The facts that nobody has heard yet, in the order in which they were announced. */
  take(): Promise<readonly WaitingFact[]>;
  hear(fact: Fact): Promise<void>;
  /** Notes that these were heard. */
  mark(facts: readonly WaitingFact[]): Promise<void>;
}

/** Whether the code that asks was called by a listener. */
const listening = new AsyncLocalStorage<true>();

/**
 * Returns what hands out all facts that wait. They are marked after they were heard: a process that ends in between
 * leaves them to the next, which may hear them twice but loses none. One round runs at a time, so that they are heard in
 * their order; who comes meanwhile causes another round, and waits for it unless it is a listener itself.
 */
export function openDelivery({ take, hear, mark }: Post): () => Promise<void> {
  let isWanted = false;
  let underWay: Promise<void> | null = null;

  async function goRound() {
    try {
      while (isWanted) {
        isWanted = false;
        const facts = await take();
        for (const fact of facts) await listening.run(true, () => hear(fact));
        if (facts.length > 0) await mark(facts);
      }
    } finally {
      underWay = null;
    }
  }

  return async () => {
    isWanted = true;
    if (listening.getStore() && underWay) return;
    underWay ??= goRound();
    await underWay;
  };
}
