import { readHeadFile, readKeptHead } from '#platform/audit/kept-head.ts';
import type { KeptHead } from '#platform/audit/walk.ts';
import type { OwnerId } from '#shared/ids.ts';

/** A head that somebody kept, as they typed it or as their file has it; or why it is none of this chain. */
export type Kept = KeptHead | 'unreadable' | 'otherChain';

/** Reads the head that a form brings: a signed file where one was chosen, else the number and hash that were typed. */
export async function readKept(ownerId: OwnerId, form: FormData): Promise<Kept> {
  const file = form.get('file');
  if (file instanceof File && file.size > 0) {
    const head = readHeadFile(await file.text());
    if (head && head.chain !== ownerId) return 'otherChain';
    return head ? { seq: head.seq, hash: head.hash } : 'unreadable';
  }
  return readKeptHead(String(form.get('seq') ?? ''), String(form.get('hash') ?? '')) ?? 'unreadable';
}
