import type { ColumnType } from 'kysely';
import type { LocalText } from '#domains/identity/types.ts';
import type { Day } from '#shared/dates.ts';
import type { ConsentId, OwnerId, PersonId, TrainerId } from '#shared/ids.ts';
import type { ProfileContent, ProfilePart } from '../types.ts';

export interface NetworkTables {
  network: {
    name: LocalText;
    threshold: 3 | 5 | 10;
    default_grain: 'total' | 'sex' | 'sex_and_status';
    origin: 'recorded' | 'demo';
    created_at: Date;
  };
  country_name: { country_code: string; name: LocalText; footnote: LocalText | null };
  institution: { id: string; owner_id: OwnerId; name: LocalText };
  trainer: {
    id: TrainerId;
    owner_id: OwnerId;
    person_id: PersonId | null;
    institution_id: string | null;
    name: string;
    certified_on: Day | null;
    active_from: Day;
    active_to: Day | null;
    erased_at: Date | null;
    origin: 'recorded' | 'demo';
  };
  profile_part: {
    person_id: PersonId;
    owner_id: OwnerId;
    part: ProfilePart;
    content: ColumnType<Partial<ProfileContent>, string, string>;
    revision: number;
    saved_at: Date;
  };
  profile_consent: {
    id: ConsentId;
    person_id: PersonId;
    owner_id: OwnerId;
    part: ProfilePart;
    given_at: Date;
    withdrawn_at: Date | null;
  };
  trainer_cohort: {
    certified_on: Day;
    course: string;
    provider: string;
    accreditation: string | null;
    place: string;
    country_code: string;
    by_country: Record<string, number>;
    total: number | null;
    source: string;
    note: string | null;
  };
}
