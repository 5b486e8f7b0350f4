import type { OwnerId, PersonId, SignInId } from '#shared/ids.ts';
import type { LocalText, SignInMethod } from '../types.ts';

export interface IdentityTables {
  ministry: { id: OwnerId; country_code: string; name: LocalText };
  person: { id: PersonId; owner_id: OwnerId | null; name: string; origin: 'recorded' | 'demo'; created_at: Date };
  sign_in: {
    id: SignInId;
    person_id: PersonId;
    method: SignInMethod;
    is_strong: boolean;
    device: string;
    address: string;
    began_at: Date;
    last_seen_at: Date | null;
    expires_at: Date;
    ended_at: Date | null;
  };
}
