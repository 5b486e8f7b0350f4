import { read } from './export.ts';
import type { KeptHead } from './walk.ts';

/** A head as people write it: the number of the entry and its hash, which may stand in groups. */
export function readKeptHead(seq: string, hash: string): KeptHead | null {
  const number = seq.replace(/[\s.,\u00a0\u202f]/g, '');
  const digits = hash.replace(/\s/g, '').toLowerCase();
  return /^[1-9]\d{0,14}$/.test(number) && /^[0-9a-f]{64}$/.test(digits) ? { seq: Number(number), hash: digits } : null;
}

/** The head in a signed file, an export's or a head's own, and the chain that it is of. */
export function readHeadFile(text: string): (KeptHead & { readonly chain: string }) | null {
  const document = read(text);
  return document && { chain: document.chain, seq: document.head.seq, hash: document.head.hash };
}

/** A hash in groups of four, as it is read aloud and compared. */
export const inGroups = (hash: string): string => hash.replace(/(.{4})(?=.)/g, '$1 ');
