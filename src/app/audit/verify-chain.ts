import { chainOf } from '#domains/audit/rules.ts';
import { findHead, listNextTexts } from '#domains/audit/server/queries.ts';
import type { EntryText } from '#platform/audit/entry.ts';
import { findFaultOfHead, walkChain, type KeptHead, type Walk } from '#platform/audit/walk.ts';
import type { OwnerId } from '#shared/ids.ts';

/** What a page tells of a walk along a chain. */
export interface Verified extends Walk {
  /** How many entries there are; more than were walked where the time ran out. */
  readonly all: number;
  readonly isWhole: boolean;
  /** The number of the entry that has the hash of the one that was kept, where that is another number. */
  readonly elsewhere: number | null;
}

/** How many entries one step reads, and how long a page may take, in milliseconds. */
const step = 500;
const patience = 15_000;

/**
 * Walks a chain in steps, each in a transaction of its own, so that others get their turn in between.
 * The head is read first: what is written meanwhile is walked as well, and does no harm.
 */
export async function verifyChain(
  { ask }: Pick<App.Locals, 'ask'>,
  ownerId: OwnerId | null,
  kept: KeptHead | null = null,
): Promise<Verified> {
  const head = (await ask(findHead, ownerId)) ?? { seq: null, hash: null, lastSeq: null };
  const all = Math.max(head.seq ?? 0, head.lastSeq ?? 0);
  let isWhole = true;
  let elsewhere: number | null = null;
  async function* entries(): AsyncGenerator<EntryText> {
    const begun = performance.now();
    for (let after = 0; after < all;) {
      if (performance.now() - begun > patience) return void (isWhole = false);
      const texts = await ask(listNextTexts, ownerId, after, step);
      elsewhere ??= texts.find(({ seq, hash }) => hash === kept?.hash && seq !== kept.seq)?.seq ?? null;
      yield* texts.filter(({ seq }) => seq <= all);
      if (texts.length < step) return;
      after = texts.at(-1)!.seq;
    }
  }
  const walk = await walkChain(chainOf(ownerId), entries(), kept);
  const isNothing = all === 0 && head.seq === null;
  const broken = walk.broken ?? (isWhole && !isNothing ? findFaultOfHead(head, walk) : null);
  return { ...walk, broken, all, isWhole, elsewhere };
}
