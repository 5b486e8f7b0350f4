import { sql, type Transaction } from 'kysely';
import type { Connection, NoTables } from '#platform/database/connection.ts';
import { findBrokenSeal } from './seals.ts';
import type { EntryText } from './entry.ts';
import { findFaultOfHead, sentences, walkChain, type Head, type KeptHead, type KeptState } from './walk.ts';

/** What the walk along one chain found. */
export interface ChainReport {
  /** The ministry's id, or `network` for what belongs to none. */
  readonly chain: string;
  readonly entries: number;
  /** The hash of the last entry, in hexadecimal: keep it elsewhere to prove later that nothing was cut off. */
  readonly head: string;
  /** The first entry at which the chain does not hold, and why. */
  readonly broken: { readonly seq: number; readonly reason: string } | null;
  /** What became of the entry that was kept outside; null where none was asked for. */
  readonly kept: KeptState | null;
}

/** The head of a chain as somebody kept it outside. */
export interface OutsideHead extends KeptHead {
  readonly chain: string;
}

/**
 * Walks every chain of the audit from its first entry to its head, and looks for an entry that was kept outside. A
 * chain that somebody kept the head of is walked even if nothing is left of it.
 */
export async function verifyAudit(connection: Connection, outside: OutsideHead | null = null): Promise<ChainReport[]> {
  return connection.transact('read only', async (transaction) => {
    await sql`set transaction isolation level repeatable read`.execute(transaction);
    const heads = await listHeads(transaction);
    if (outside && !heads.some(({ chain }) => chain === outside.chain))
      heads.push({ chain: outside.chain, seq: null, hash: null });
    const reports: ChainReport[] = [];
    for (const head of heads)
      reports.push(await verifyChain(transaction, head, outside?.chain === head.chain ? outside : null));
    return reports;
  });
}

interface ChainHead extends Head {
  readonly chain: string;
}

/** Every chain that has a head or an entry. */
async function listHeads(transaction: Transaction<NoTables>): Promise<ChainHead[]> {
  const { rows } = await sql<ChainHead>`
    select coalesce(e.chain, h.chain) as chain, h.seq, encode(h.hash, 'hex') as hash
    from (select distinct chain from audit_entry) e full join audit_head h on h.chain = e.chain
    order by 1`.execute(transaction);
  return rows;
}

async function verifyChain(
  transaction: Transaction<NoTables>,
  head: ChainHead,
  outside: KeptHead | null,
): Promise<ChainReport> {
  const walk = await walkChain(head.chain, listEntries(transaction, head.chain), outside);
  const broken = walk.broken ?? findFaultOfHead(head, walk);
  const seal = broken ? null : await findBrokenSeal(transaction, head.chain);
  return {
    chain: head.chain,
    entries: walk.entries,
    head: walk.last,
    broken: broken ? { seq: broken.seq, reason: sentences[broken.fault] } : seal,
    kept: walk.kept,
  };
}

const batch = 1000;

/** The entries of a chain in order, some at a time. */
async function* listEntries(transaction: Transaction<NoTables>, chain: string): AsyncGenerator<EntryText> {
  for (let after: number | null = null; ;) {
    const { rows }: { rows: EntryText[] } = await sql<EntryText>`
      select seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, actor_id::text as actor,
        table_name as "table", row_key as "rowKey", action, before::text as before, after::text as after,
        encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash
      from audit_entry where chain = ${chain} and (${after}::bigint is null or seq > ${after}::bigint)
      order by seq limit ${batch}`.execute(transaction);
    yield* rows;
    if (rows.length < batch) return;
    after = rows.at(-1)!.seq;
  }
}
