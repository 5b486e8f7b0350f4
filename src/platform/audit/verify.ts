import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Connection, NoTables } from '#platform/database/connection.ts';
import { findBrokenSeal } from './seals.ts';

/** What the walk along one chain found. */
export interface ChainReport {
  /** The ministry's id, or `network` for what belongs to none. */
  readonly chain: string;
  readonly entries: number;
  /** The hash of the last entry, in hexadecimal: keep it elsewhere to prove later that nothing was cut off. */
  readonly head: string;
  /** The first entry at which the chain does not hold, and why. */
  readonly broken: { readonly seq: number; readonly reason: string } | null;
}

/** An entry as text, the way its hash was taken. */
interface Entry {
  seq: number;
  at: string;
  actor: string | null;
  table_name: string;
  row_key: string;
  action: string;
  before: string | null;
  after: string | null;
  previous_hash: string;
  hash: string;
}

interface Head {
  chain: string;
  seq: number | null;
  hash: string | null;
}

/**
 * Walks every chain of the audit from its first entry to its head. Each hash is taken again here, from what the entry
 * says now: what the database's own function or an earlier walk made of it is not believed.
 */
export async function verifyAudit(connection: Connection): Promise<ChainReport[]> {
  return connection.transact('read only', async (transaction) => {
    await sql`set transaction isolation level repeatable read`.execute(transaction);
    const reports: ChainReport[] = [];
    for (const head of await listHeads(transaction)) reports.push(await walk(transaction, head));
    return reports;
  });
}

/** Every chain that has a head or an entry. */
async function listHeads(transaction: Transaction<NoTables>): Promise<Head[]> {
  const { rows } = await sql<Head>`
    select coalesce(e.chain, h.chain) as chain, h.seq, encode(h.hash, 'hex') as hash
    from (select distinct chain from audit_entry) e full join audit_head h on h.chain = e.chain
    order by 1`.execute(transaction);
  return rows;
}

async function walk(transaction: Transaction<NoTables>, head: Head): Promise<ChainReport> {
  let entries = 0;
  let last = '';
  let broken: ChainReport['broken'] = null;
  for await (const entry of listEntries(transaction, head.chain)) {
    const reason = findFault(head.chain, entry, entries, last);
    if (reason) broken ??= { seq: reason === missing ? entries + 1 : entry.seq, reason };
    entries += 1;
    last = entry.hash;
    if (broken) break;
  }
  broken ??= findFaultOfHead(head, entries, last) ?? (await findBrokenSeal(transaction, head.chain));
  return { chain: head.chain, entries, head: last, broken };
}

const missing = 'it is missing';

function findFault(chain: string, entry: Entry, before: number, last: string): string | null {
  if (entry.seq > before + 1) return missing;
  if (entry.previous_hash !== last) return 'it does not follow from the entry before it';
  if (hashOf(chain, entry) !== entry.hash) return 'what it says is not what its hash was taken of';
  return null;
}

function findFaultOfHead({ seq, hash }: Head, entries: number, last: string): ChainReport['broken'] {
  if (seq === null) return { seq: entries, reason: 'the chain has no head' };
  if (seq > entries) return { seq: entries + 1, reason: missing };
  if (seq < entries) return { seq: seq + 1, reason: 'it comes after the head of the chain' };
  return hash === last ? null : { seq, reason: 'its hash is not that of the head' };
}

/** SHA-256 of the hash before it and of the fields, divided by the unit separator; an empty field is a hyphen. */
function hashOf(chain: string, entry: Entry): string {
  const { seq, at, actor, table_name, row_key, action, before, after } = entry;
  const fields = [chain, seq, at, actor ?? '-', table_name, row_key, action, before ?? '-', after ?? '-'];
  return createHash('sha256')
    .update(Buffer.from(entry.previous_hash, 'hex'))
    .update(fields.join('\u001f'))
    .digest('hex');
}

const batch = 1000;

/** The entries of a chain in order, some at a time. */
async function* listEntries(transaction: Transaction<NoTables>, chain: string): AsyncGenerator<Entry> {
  for (let after: number | null = null; ;) {
    const { rows }: { rows: Entry[] } = await sql<Entry>`
      select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, actor_id::text as actor,
        table_name, row_key, action, before::text as before, after::text as after,
        encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
      from audit_entry where chain = ${chain} and (${after}::bigint is null or seq > ${after}::bigint)
      order by seq limit ${batch}`.execute(transaction);
    yield* rows;
    if (rows.length < batch) return;
    after = rows.at(-1)!.seq;
  }
}
