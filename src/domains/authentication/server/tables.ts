import type { OwnerId, PersonId } from '#shared/ids.ts';
import type { FactorChange } from '../types.ts';

export interface AuthenticationTables {
  login: {
    id: PersonId;
    email: string;
    email_verified: boolean;
    language: string;
    created_at: Date;
    updated_at: Date;
  };
  login_credential: { id: string; person_id: PersonId; provider: string; subject: string };
  passkey: { id: string; person_id: PersonId };
  second_factor: { person_id: PersonId; is_confirmed: boolean; offered_to: Buffer | null };
  used_code: { person_id: PersonId; code_hash: Buffer; used_at: Date };
  ceremony: { id: string; expires_at: Date };
  challenge: { id: string; expires_at: Date };
  fresh_check: { sign_in_hash: Buffer; person_id: PersonId; checked_at: Date };
  known_device: {
    id: string;
    person_id: PersonId;
    token_hash: Buffer;
    name: string;
    first_seen_at: Date;
    last_seen_at: Date;
  };
  sign_in_attempt: { key: Buffer; began_at: Date; failures: number };
  invitation: {
    id: string;
    owner_id: OwnerId | null;
    person_id: PersonId;
    invited_by: PersonId | null;
    invited_at: Date;
    expires_at: Date;
    accepted_at: Date | null;
    withdrawn_at: Date | null;
  };
  invitation_link: { invitation_id: string; token_hash: Buffer; email: string; language: string };
  account_shut: {
    id: string;
    owner_id: OwnerId | null;
    person_id: PersonId;
    shut_by: PersonId;
    shut_at: Date;
    opened_by: PersonId | null;
    opened_at: Date | null;
  };
  factor_change: {
    id: string;
    owner_id: OwnerId | null;
    person_id: PersonId;
    change: FactorChange;
    changed_at: Date;
  };
}
