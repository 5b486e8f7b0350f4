import { createHash } from 'node:crypto';

/** An entry of the audit as text, the way its hash was taken. Hashes are in hexadecimal. */
export interface EntryText {
  readonly seq: number;
  /** In UTC, to the microsecond: `2026-11-23T14:06:20.123456`. */
  readonly at: string;
  readonly actor: string | null;
  readonly table: string;
  readonly rowKey: string;
  readonly action: string;
  /** JSON as the database writes it, to the last blank. */
  readonly before: string | null;
  readonly after: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** SHA-256 of the hash before it and of the fields, divided by the unit separator; an empty field is a hyphen. */
export function hashOf(chain: string, entry: Omit<EntryText, 'hash'>): string {
  const { seq, at, actor, table, rowKey, action, before, after } = entry;
  const fields = [chain, seq, at, actor ?? '-', table, rowKey, action, before ?? '-', after ?? '-'];
  return createHash('sha256')
    .update(Buffer.from(entry.previousHash, 'hex'))
    .update(fields.join('\u001f'))
    .digest('hex');
}

/** What is wrong with an entry by itself. */
export const faultOf = (chain: string, entry: EntryText): 'altered' | null =>
  hashOf(chain, entry) === entry.hash ? null : 'altered';
