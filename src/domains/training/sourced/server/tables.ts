import type { JSONColumnType } from 'kysely';
import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { SourcedKind, SourcedRecordId, SourcedVersionId } from '../types.ts';

export interface SourcedTables {
  sourced_version: {
    id: SourcedVersionId;
    record_id: SourcedRecordId;
    kind: SourcedKind;
    number: number;
    /** By the names of the record's columns. */
    said: JSONColumnType<Record<string, string | number | null>>;
    reason: string | null;
    owner_id: OwnerId | null;
    written_by: PersonId | null;
    written_at: Date | null;
  };
  sourced_withdrawal: {
    record_id: SourcedRecordId;
    kind: SourcedKind;
    reason: string;
    owner_id: OwnerId | null;
    withdrawn_by: PersonId;
    withdrawn_at: Date;
  };
}
