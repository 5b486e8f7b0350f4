import { readHeadFile, readKeptHead } from '#platform/audit/kept-head.ts';
import type { KeptHead } from '#platform/audit/walk.ts';
import type { OwnerId } from '#shared/ids.ts';

/** A head that somebody kept, as they typed it or as their file has it; or why it is none of this chain. */
export type Kept = KeptHead | 'unreadable' | 'otherChain';

/** Reads the head that somebody typed: its number and hash, or what stands in the file of a signed head. */
export function readKept(ownerId: OwnerId, { seq, hash }: { seq: string; hash: string }): Kept {
  if (!hash.trimStart().startsWith('{')) return readKeptHead(seq, hash) ?? 'unreadable';
  const head = readHeadFile(hash);
  if (head && head.chain !== ownerId) return 'otherChain';
  return head ? { seq: head.seq, hash: head.hash } : 'unreadable';
}
