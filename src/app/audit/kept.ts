import { chainOf } from '#domains/audit/rules.ts';
import { readHeadFile, readKeptHead } from '#platform/audit/kept-head.ts';
import type { KeptHead } from '#platform/audit/walk.ts';
import type { OwnerId } from '#shared/ids.ts';

/** What is wrong with what was typed: the number is none, the hash is none, it is no signed head, or another chain's. */
export type KeptProblem = 'noNumber' | 'noHash' | 'unreadable' | 'otherChain';

/** A head that somebody kept, as they typed it or as their file has it; or why it is none of this chain. */
export type Kept = (KeptHead & { readonly isTyped: boolean }) | KeptProblem;

/** Reads the head that somebody typed: its number and hash, or what stands in the file of a signed head. */
export function readKept(ownerId: OwnerId | null, { seq, hash }: { seq: string; hash: string }): Kept {
  if (hash.trimStart().startsWith('{')) return readFile(ownerId, hash);
  const head = readKeptHead(seq, hash);
  if (head) return { ...head, isTyped: true };
  return readKeptHead('1', hash) ? 'noNumber' : 'noHash';
}

function readFile(ownerId: OwnerId | null, text: string): Kept {
  const head = readHeadFile(text);
  if (head && head.chain !== chainOf(ownerId)) return 'otherChain';
  return head ? { seq: head.seq, hash: head.hash, isTyped: false } : 'unreadable';
}
