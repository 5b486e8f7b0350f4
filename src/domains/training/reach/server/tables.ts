import type { ColumnType } from 'kysely';
import type { Basis, SessionKind } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, PersonId, PublicationId, SessionId, SnapshotId, VersionId } from '#shared/ids.ts';
import type { FigureDefinition, FigureUnit, FrozenRecord, FrozenRow, SnapshotScope } from '../types.ts';

/** What stands in a published sum, as the ledger keeps it. */
export interface PieceColumns {
  owner_id: OwnerId;
  year: number;
  session_id: SessionId | null;
  version_id: VersionId | null;
  joint_count_id: number | null;
  is_claim: boolean;
  sessions: number;
  uncounted_sessions: number;
  held_sessions: number;
  total: number;
  women: number;
  men: number;
  civilian: number;
  military: number;
  women_civilian: number;
  women_military: number;
  men_civilian: number;
  men_military: number;
  withheld_sex: number;
  withheld_status: number;
  withheld_both: number;
}

/** Splits as a snapshot keeps them; migrations/0025_snapshots.sql writes them. */
export interface SplitsColumn {
  rows?: (Omit<FrozenRow, 'ownerId' | 'kind'> & { owner: OwnerId })[];
  countries?: {
    country: string;
    sessions: number;
    attendances: number | null;
    openSessions: number;
    since: number;
  }[];
  records?: FrozenRecord[];
  meeting?: {
    series: 'GMT' | 'GEM';
    number: number;
    date_from: Day | null;
    date_to: Day | null;
    mode: 'in person' | 'online' | 'hybrid' | null;
    place: string | null;
    country_code: string | null;
    source: string;
  };
  reported?: ReachTables['reported_total'];
}
import type { PooledView } from '../rules/publication.ts';

export interface ReachTables {
  reach_summary: {
    owner_id: OwnerId;
    year: number;
    kind: SessionKind;
    sessions: number;
    uncounted_sessions: number;
    total: number;
    women: number;
    men: number;
    civilian: number;
    military: number;
    women_civilian: number;
    women_military: number;
    men_civilian: number;
    men_military: number;
    last_changed_at: Date;
  };
  reach_basis: {
    owner_id: OwnerId;
    year: number;
    kind: SessionKind;
    basis: Basis;
    sessions: number;
    without_total: number;
    without_sex: number;
    without_status: number;
  };
  // Their head-counts are rows of a type of their own, read as JSON.
  released_count: { session_id: SessionId; shown: string };
  shown_before: { session_id: SessionId; place: number; head_count: string };
  joint_count: { id: number; view: PooledView };
  joint_count_session: { joint_count_id: number; session_id: SessionId };
  published_reach: {
    owner_id: OwnerId;
    year: number;
    kind: SessionKind;
    sessions: number;
    uncounted_sessions: number;
    held_sessions: number;
    total: number;
    women: number;
    men: number;
    civilian: number;
    military: number;
    women_civilian: number;
    women_military: number;
    men_civilian: number;
    men_military: number;
    withheld_sex: number;
    withheld_status: number;
    withheld_both: number;
    last_changed_at: Date;
  };
  /** What a ministry claimed of others' sessions, by what is shown of each by itself. */
  claimed_reach: ReachTables['published_reach'];
  left_out_reach: { owner_id: OwnerId; year: number; kind: SessionKind; sessions: number };
  reach_peer_country: {
    owner_id: OwnerId;
    country_code: string;
    year: number;
    sessions: number;
    attendances: number;
    open_sessions: number;
  };
  reported_total: {
    id: string;
    as_at: Day;
    qualifier: 'exactly' | 'over' | 'more than';
    value: number;
    counted: string;
    country_code: string | null;
    period_from: Day;
    period_to: Day;
    basis: string;
    source: string;
    note: string | null;
  };
  contradiction: {
    id: string;
    subject: string;
    first: string;
    second: string;
    first_source: string;
    second_source: string;
  };
  published_share: {
    id: string;
    country_code: string;
    as_at: string | null;
    women: number | null;
    total: number | null;
    percent: number | null;
    population: string;
    source: string;
    note: string | null;
  };
  counted_piece: PieceColumns & {
    id: number;
    kind: SessionKind;
    entered_position: number;
    entered_at: Date;
    left_position: number | null;
    left_at: Date | null;
  };
  figure_definition: {
    code: string;
    version: number;
    unit: FigureUnit;
    kind: SessionKind | null;
    filters: FigureDefinition['filters'];
    words: FigureDefinition['words'];
    reason: string;
    made_by: PersonId | null;
    made_at: Date;
  };
  publication: {
    id: PublicationId;
    note: string;
    published_by: PersonId | null;
    published_at: Date;
    position: number;
  };
  snapshot: {
    id: SnapshotId;
    publication_id: PublicationId | null;
    owner_id: OwnerId | null;
    code: string;
    version: number;
    scope: SnapshotScope;
    as_at: Date;
    position: number;
    value: number | null;
    splits: SplitsColumn;
    fingerprint: string;
    previous: SnapshotId | null;
    taken_by: PersonId | null;
    taken_at: Date;
  };
  public_figure: { code: string; chosen_by: PersonId | null; chosen_at: Date };
  figure_use: {
    id: ColumnType<string, undefined, never>;
    snapshot_id: SnapshotId;
    place: string;
    address: string | null;
    used_by: PersonId;
    used_at: Date;
  };
}
