import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { NoTables } from '#platform/database/connection.ts';

/** A name that an entry holds as a hash, with what was hashed, where that is still there. */
interface Sealed {
  readonly seq: number;
  readonly seal: string | null;
  readonly salt: string | null;
  readonly value: string | null;
  /** Whether an erasure of that row stands in the audit: then the name is meant to be gone. */
  readonly is_erased: boolean;
}

/** The first name of a chain that is not the one that was sealed, or that is gone although nobody was erased. */
export async function findBrokenSeal(
  transaction: Transaction<NoTables>,
  chain: string,
): Promise<{ seq: number; reason: string } | null> {
  const { rows } = await sql<Sealed>`
    with seals as (
      select e.seq, e.table_name, e.row_key, side.name as side, said.key as field, said.value as seal
      from audit_entry e cross join lateral (values ('before', e.before), ('after', e.after)) as side (name, content)
        cross join lateral jsonb_each_text(coalesce(side.content, '{}')) said
      where e.chain = ${chain} and e.table_name in ('person', 'trainer') and said.value like 'sealed:%'
    )
    select coalesce(seals.seq, o.seq) as seq, seals.seal, o.salt, o.value,
      exists (select from audit_entry erased where erased.table_name = seals.table_name
        and erased.row_key = seals.row_key and erased.after ->> 'erased_at' is not null) as is_erased
    from seals full join (select * from audit_sealed where chain = ${chain}) o
      on (o.seq, o.side, o.field) = (seals.seq, seals.side, seals.field)
    order by 1`.execute(transaction);
  const broken = rows.find((row) => faultOf(row) !== null);
  return broken ? { seq: broken.seq, reason: faultOf(broken)! } : null;
}

function faultOf({ seal, salt, value, is_erased }: Sealed): string | null {
  if (seal === null) return 'a name is kept that no entry sealed';
  if (salt === null || value === null) return is_erased ? null : 'a name is gone although nobody was erased';
  const hash = createHash('sha256').update(`${salt}\u001f${value}`).digest('hex');
  return seal === `sealed:${hash}` ? null : 'a name is not the one that was sealed';
}
