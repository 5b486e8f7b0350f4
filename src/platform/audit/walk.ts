import { faultOf, type EntryText } from './entry.ts';

/** Why a chain does not hold at an entry. */
export type Fault = 'missing' | 'unlinked' | 'altered' | 'headless' | 'beyond_head' | 'head_differs';

/** Where a chain does not hold. */
export interface Break {
  readonly seq: number;
  readonly fault: Fault;
}

/** One entry by its number and hash, as somebody kept it outside. */
export interface KeptHead {
  readonly seq: number;
  readonly hash: string;
}

/** The end of a chain as the database keeps it; null where it keeps none. */
export interface Head {
  readonly seq: number | null;
  readonly hash: string | null;
}

/** What became of an entry whose hash was kept outside: still there, another one in its place, or none. */
export type KeptState = 'there' | 'another' | 'gone';

/** What the walk along one chain found. */
export interface Walk {
  readonly entries: number;
  /** The hash of the last entry. */
  readonly last: string;
  readonly broken: Break | null;
  /** What became of the entry that was kept outside; null where none was asked for. */
  readonly kept: KeptState | null;
}

/**
 * Walks a chain from its first entry. Each hash is taken again here, from what the entry says now: what the database's
 * own function or an earlier walk made of it is not believed. It ends at the first entry that does not hold.
 */
export async function walkChain(
  chain: string,
  entries: AsyncIterable<EntryText>,
  wanted: KeptHead | null = null,
): Promise<Walk> {
  let count = 0;
  let last = '';
  let broken: Break | null = null;
  let kept: KeptState | null = wanted && 'gone';
  for await (const entry of entries) {
    const fault = findFault(chain, entry, count, last);
    if (fault) broken = { seq: fault === 'missing' ? count + 1 : entry.seq, fault };
    if (broken) break;
    if (wanted?.seq === entry.seq) kept = wanted.hash === entry.hash ? 'there' : 'another';
    count += 1;
    last = entry.hash;
  }
  return { entries: count, last, broken, kept };
}

function findFault(chain: string, entry: EntryText, before: number, last: string): Fault | null {
  if (entry.seq > before + 1) return 'missing';
  if (entry.previousHash !== last) return 'unlinked';
  return faultOf(chain, entry);
}

/** What is wrong between the end of a whole walk and the head that the database keeps. */
export function findFaultOfHead({ seq, hash }: Head, { entries, last }: Walk): Break | null {
  if (seq === null) return { seq: entries, fault: 'headless' };
  if (seq > entries) return { seq: entries + 1, fault: 'missing' };
  if (seq < entries) return { seq: seq + 1, fault: 'beyond_head' };
  return hash === last ? null : { seq, fault: 'head_differs' };
}

/** What a fault is, in a sentence for the console. */
export const sentences: Readonly<Record<Fault, string>> = {
  missing: 'it is missing',
  unlinked: 'it does not follow from the entry before it',
  altered: 'what it says is not what its hash was taken of',
  headless: 'the chain has no head',
  beyond_head: 'it comes after the head of the chain',
  head_differs: 'its hash is not that of the head',
};
