import type { LocalText } from '../types.ts';
import type { Role } from '#shared/actor.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';

export interface IdentityTables {
  ministry: { id: OwnerId; country_code: string; name: LocalText };
  person: { id: PersonId; owner_id: OwnerId | null; name: string; origin: 'recorded' | 'demo'; created_at: Date };
  appointment: {
    id: string;
    person_id: PersonId;
    owner_id: OwnerId | null;
    role: Role;
    from_date: string;
    to_date: string | null;
  };
}
