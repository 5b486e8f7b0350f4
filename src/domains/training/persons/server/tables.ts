import type { GeneratedAlways } from 'kysely';
import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId, PersonId, SessionId } from '#shared/ids.ts';

export interface PersonTables {
  session_person: {
    session_id: SessionId;
    owner_id: OwnerId;
    code: string;
    folded: GeneratedAlways<string>;
    listed_by: PersonId;
    listed_at: Date;
  };
  person_list: {
    session_id: SessionId;
    owner_id: OwnerId;
    revision: number;
    listed: number;
    listed_by: PersonId | null;
    listed_at: Date;
  };
  published_persons: {
    owner_id: OwnerId;
    kind: SessionKind;
    least: number;
    attendances: number;
    published_at: Date;
  };
}
