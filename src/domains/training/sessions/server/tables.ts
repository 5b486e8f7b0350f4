import type { AdjustmentId, ImportId, OwnerId, PersonId, SessionId, TrainerId, VersionId } from '#shared/ids.ts';
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { DescribedColumns, InsideColumns, ReleasedColumns } from '../rules/columns.ts';
import type { ImportMapping } from '../rules/import-columns.ts';
import type { ImportReading } from '../rules/import-reading.ts';
import type { ImportProblem } from '../rules/import-problems.ts';
import type { FileRow } from '../rules/import-rows.ts';
import type { Grain, Origin, SessionDraft, Statement } from '../types.ts';

/** What a search looks in: kept by the database. */
interface Searched {
  search_text: Generated<string>;
}

/** Numbers by country: written as text, read as an object. */
type ByCountry<Columns> = Omit<Columns, 'nationalities'> & { nationalities: JSONColumnType<Record<string, number>> };

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
  session_version: ByCountry<DescribedColumns> &
    InsideColumns &
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
      /** By which import it came. */
      import_id: ColumnType<ImportId | null, ImportId | undefined, never>;
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
    exact_total: boolean;
    released_by: PersonId;
    released_at: Date;
  };
  released_session: ByCountry<ReleasedColumns> & Searched;
  session_claim: { session_id: SessionId; owner_id: OwnerId; claimed_by: PersonId; claimed_at: Date };
  session_distinction: {
    session_id: SessionId;
    other_session_id: SessionId;
    owner_id: OwnerId;
    said_by: PersonId;
    said_at: Date;
  };
  reach_adjustment: {
    id: AdjustmentId;
    owner_id: OwnerId;
    session_id: SessionId;
    overlaps_session_id: SessionId;
    reason: string;
    signed_by: PersonId;
    signed_at: Date;
  };
  adjustment_withdrawal: {
    adjustment_id: AdjustmentId;
    owner_id: OwnerId;
    reason: string;
    withdrawn_by: PersonId;
    withdrawn_at: Date;
  };
  session_import: {
    id: ImportId;
    owner_id: OwnerId;
    imported_by: PersonId;
    created_at: Date;
    file_name: string;
    fingerprint: string;
    row_count: number;
    reading: JSONColumnType<ImportReading & { readonly guess: ImportMapping }>;
    mapping: ColumnType<ImportMapping | null, string | null, string | null>;
    begun_at: ColumnType<Date | null, undefined, Date>;
    finished_at: ColumnType<Date | null, undefined, Date>;
    undone_by: ColumnType<PersonId | null, undefined, PersonId>;
    undone_at: ColumnType<Date | null, undefined, Date>;
  };
  import_release: {
    import_id: ImportId;
    owner_id: OwnerId;
    grain: Grain;
    ordered_by: PersonId;
    ordered_at: Date;
    finished_at: ColumnType<Date | null, undefined, Date>;
  };
  session_import_part: {
    import_id: ImportId;
    owner_id: OwnerId;
    number: number;
    rows: JSONColumnType<FileRow[]>;
    row_count: number;
    ids: ColumnType<SessionId[] | null, undefined, SessionId[] | null>;
    id_rows: ColumnType<number[] | null, undefined, number[] | null>;
    problems: ColumnType<ImportProblem[] | null, undefined, string | null>;
    ready: ColumnType<unknown, undefined, string | null>;
    new_count: Generated<number>;
    changed_count: Generated<number>;
    same_count: Generated<number>;
    example_count: Generated<number>;
    problem_count: Generated<number>;
    wrong_count: Generated<number>;
    worked_at: ColumnType<Date | null, undefined, Date | null>;
    written_at: ColumnType<Date | null, undefined, Date | null>;
  };
}
