import type { Basis, SessionKind } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId, SessionId } from '#shared/ids.ts';
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
  reach_peer_country: { owner_id: OwnerId; country_code: string; year: number; sessions: number };
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
}
