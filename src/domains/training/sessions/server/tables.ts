import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId, SessionId, TrainerId, UnitId, VersionId } from '#shared/ids.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { Basis, SessionDraft, Grain, Occurrence, Origin, SessionKind, Statement } from '../types.ts';

/** What a submitted version and what left of it have in common. */
interface Described {
  kind: SessionKind;
  occurrence: Occurrence;
  title: string;
  date_from: Day;
  date_to: Day;
  hours: number | null;
  place: string;
  country_code: string;
  host: string;
  peer_countries: string[];
  unit_ids: UnitId[];
  basis: Basis;
  source: string | null;
  search_text: Generated<string>;
}

export interface SessionTables {
  training_session: { id: SessionId; owner_id: OwnerId; created_by: PersonId; created_at: Date; origin: Origin };
  session_draft: {
    session_id: SessionId;
    owner_id: OwnerId;
    author_id: PersonId;
    content: JSONColumnType<SessionDraft>;
    revision: number;
    saved_at: Date;
  };
  session_version: Described & {
    id: VersionId;
    session_id: SessionId;
    owner_id: OwnerId;
    number: number;
    trainer_ids: TrainerId[];
    statements: JSONColumnType<Statement[]>;
    notes: string;
    submitted_by: PersonId;
    submitted_at: Date;
  };
  session_return: {
    version_id: VersionId;
    session_id: SessionId;
    owner_id: OwnerId;
    reason: string;
    returned_by: PersonId;
    returned_at: Date;
  };
  session_release: {
    version_id: VersionId;
    session_id: SessionId;
    owner_id: OwnerId;
    grain: Grain;
    released_by: PersonId;
    released_at: Date;
  };
  released_session: Described & {
    session_id: SessionId;
    owner_id: OwnerId;
    version_id: VersionId;
    version_number: number;
    grain: Grain;
    released_at: Date;
    trainer_count: number;
    origin: Origin;
    total: number | null;
    women: number | null;
    men: number | null;
    civilian: number | null;
    military: number | null;
    women_civilian: number | null;
    women_military: number | null;
    men_civilian: number | null;
    men_military: number | null;
  };
}
