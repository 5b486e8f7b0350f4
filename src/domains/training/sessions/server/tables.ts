import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId, SessionId, TrainerId, UnitId, VersionId } from '#shared/ids.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type {
  Basis,
  SessionDraft,
  Grain,
  Occurrence,
  Origin,
  SessionKind,
  Statement,
  ReleasedCount,
  ReleasedSession,
} from '../types.ts';

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

export type ReleasedRow = Omit<SessionTables['released_session'], 'search_text'>;

/** A row as the session that left, its numbers exactly as they left. */
export const toReleased = (row: ReleasedRow): Omit<ReleasedSession, 'count'> & { readonly count: ReleasedCount } => ({
  id: row.session_id,
  ownerId: row.owner_id,
  versionNumber: row.version_number,
  grain: row.grain,
  releasedAt: row.released_at,
  kind: row.kind,
  occurrence: row.occurrence,
  title: row.title,
  dateFrom: row.date_from,
  dateTo: row.date_to,
  hours: row.hours,
  place: row.place,
  countryCode: row.country_code,
  host: row.host,
  peerCountries: row.peer_countries,
  unitIds: row.unit_ids,
  trainerCount: row.trainer_count,
  basis: row.basis,
  origin: row.origin,
  source: row.source,
  count: countOf(row),
});

const countOf = (row: ReleasedRow): ReleasedCount => ({
  total: row.total,
  women: row.women,
  men: row.men,
  civilian: row.civilian,
  military: row.military,
  womenCivilian: row.women_civilian,
  womenMilitary: row.women_military,
  menCivilian: row.men_civilian,
  menMilitary: row.men_military,
});
