import type { ErasureRequestId, OwnerId, PersonId } from '#shared/ids.ts';
import type { RetentionKind, RetentionRun } from '../types.ts';

export interface PrivacyTables {
  erasure_request: {
    id: ErasureRequestId;
    owner_id: OwnerId | null;
    person_id: PersonId;
    note: string;
    asked_at: Date;
    withdrawn_at: Date | null;
    answered_by: PersonId | null;
    answered_at: Date | null;
    because: string | null;
  };
  retention_kind: { kind: RetentionKind; place: number; usual: number; least: number; most: number };
  retention_period: {
    owner_id: OwnerId | null;
    kind: RetentionKind;
    days: number;
    set_by: PersonId;
    set_at: Date;
  };
  retention_run: { id: string; owner_id: OwnerId | null; ran_at: Date; removed: RetentionRun['removed'] };
}
