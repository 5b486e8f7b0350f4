import type { OwnerId, PersonId, SessionId, TrainerId, VersionId } from '#shared/ids.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { DescribedColumns, ReleasedColumns } from '../rules/columns.ts';
import type { Grain, Origin, SessionDraft, Statement } from '../types.ts';

/** What a search looks in: kept by the database. */
interface Searched {
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
  session_version: DescribedColumns &
    Searched & {
      id: VersionId;
      session_id: SessionId;
      owner_id: OwnerId;
      number: number;
      trainer_ids: TrainerId[];
      statements: JSONColumnType<Statement[]>;
      /** What the statements hold, as a release will say it; null from before it was kept. */
      counted: JSONColumnType<Record<string, number | null>> | null;
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
  released_session: ReleasedColumns & Searched;
}
