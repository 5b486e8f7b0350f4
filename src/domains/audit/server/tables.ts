import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { AuditAction, JsonObject } from '../types.ts';

export interface AuditTables {
  audit_entry: {
    owner_id: OwnerId | null;
    chain: string;
    seq: number;
    at: Date;
    actor_id: PersonId | null;
    table_name: string;
    row_key: string;
    action: AuditAction;
    before: JsonObject | null;
    after: JsonObject | null;
    previous_hash: Uint8Array;
    hash: Uint8Array;
  };
}
