import { onTestFinished } from 'vitest';
import type { Connection } from '#platform/database/connection.ts';

const columns = 'owner_id, seq, at, actor_id, table_name, row_key, action, before, after, previous_hash, hash';

/** Changes the audit as only an administrator of the database could, and puts it back after the test. */
export async function tamper(connection: Connection, statement: string): Promise<void> {
  await connection.script('create table kept_entry as select * from audit_entry');
  await connection.script('create table kept_head as select * from audit_head');
  await connection.script('create table kept_sealed as select * from audit_sealed');
  onTestFinished(async () => {
    await connection.script(`delete from audit_entry; delete from audit_head;
      insert into audit_entry (${columns}) select ${columns} from kept_entry;
      insert into audit_head select * from kept_head; delete from audit_sealed;
      insert into audit_sealed select * from kept_sealed; drop table kept_entry, kept_head, kept_sealed`);
  });
  await connection.script(statement);
}

/** Sets the head of a chain back to its last entry, as somebody does who cuts off its end. */
export const setHeadBack = (chain: string): string => `
  update audit_head h set (seq, hash) = (select e.seq, e.hash from audit_entry e where e.chain = h.chain
    order by e.seq desc limit 1) where chain = '${chain}'`;

/** Takes the hashes of a whole chain anew, each right, as somebody does who rewrites it. */
export const rewrite = (chain: string): string => `
  do $$
  declare
    e audit_entry;
    last bytea := '\\x';
  begin
    for e in select * from audit_entry where chain = '${chain}' order by seq loop
      update audit_entry set previous_hash = last, hash = audit_hash(last, e) where chain = e.chain and seq = e.seq
      returning hash into last;
    end loop;
  end $$;
  ${setHeadBack(chain)}`;
