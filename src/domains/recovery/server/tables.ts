import type { LoginResetId, OwnerId, PersonId } from '#shared/ids.ts';

export interface RecoveryTables {
  login_reset: {
    id: LoginResetId;
    owner_id: OwnerId | null;
    person_id: PersonId;
    reason: string;
    asked_by: PersonId;
    asked_at: Date;
    granted_by: PersonId | null;
    granted_at: Date | null;
    withdrawn_by: PersonId | null;
    withdrawn_at: Date | null;
  };
}
