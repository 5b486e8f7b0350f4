import type { Signable } from './canonical.ts';
import { faultOf, type EntryText } from './entry.ts';
import { fingerprintOf, isSigned, type Signed } from './signing-key.ts';

/** The names and versions of the two signed documents. */
export const formats = { export: 'kaskada-audit-export/1', head: 'kaskada-audit-head/1' } as const;

/** A signed part of an audit, or with no entries, the signed head of a chain. */
export type SignedAudit = Signed<{
  readonly [name: string]: Signable;
  readonly format: string;
  readonly chain: string;
  readonly head: { readonly seq: number; readonly hash: string; readonly at: string };
}>;

/** What a signed document turned out to be. */
export interface ExportReport {
  readonly chain: string;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly entries: number;
  /** Of whose key, to be compared with the one that the platform shows. */
  readonly fingerprint: string;
  readonly problems: readonly string[];
}

/** Verifies a signed export without a database: its signature, the hash of each entry, and how they follow. */
export function verifyExport(text: string): ExportReport {
  const document = read(text);
  if (!document) throw new TypeError('This is no signed export of an audit.');
  const { chain, head } = document;
  const entries = ((document['entries'] ?? []) as unknown as EntryText[]).toSorted((a, b) => a.seq - b.seq);
  return {
    chain,
    head,
    entries: entries.length,
    fingerprint: fingerprintOf(document.publicKey),
    problems: [
      ...(isSigned(document) ? [] : ['The signature does not fit: the file was changed after it was made.']),
      ...entries.flatMap((entry, at) => problemsOf(chain, entry, entries[at - 1])),
      ...problemsOfHead(head, entries.at(-1)),
    ],
  };
}

/** Reads a signed document; null where it is none. Says nothing of its signature yet. */
export function read(text: string): SignedAudit | null {
  try {
    const document = JSON.parse(text) as SignedAudit;
    const isOurs = Object.values<string>(formats).includes(document.format) && typeof document.signature === 'string';
    return isOurs && Number.isSafeInteger(document.head.seq) && fingerprintOf(document.publicKey) ? document : null;
  } catch {
    return null;
  }
}

function problemsOf(chain: string, entry: EntryText, before: EntryText | undefined): string[] {
  const follows = before?.seq !== entry.seq - 1 || before.hash === entry.previousHash;
  return [
    ...(faultOf(chain, entry) ? [`Entry ${entry.seq} is not what its hash was taken of.`] : []),
    ...(follows ? [] : [`Entry ${entry.seq} does not follow from the one before it.`]),
  ];
}

function problemsOfHead(head: SignedAudit['head'], last: EntryText | undefined): string[] {
  if (!last || last.seq < head.seq) return [];
  return last.seq === head.seq && last.hash === head.hash ? [] : ['The head is not that of the last entry.'];
}
