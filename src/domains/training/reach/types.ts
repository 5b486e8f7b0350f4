import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { Day } from '#shared/dates.ts';
import type { OwnerId } from '#shared/ids.ts';

/** A total that somebody published before the records. */
export interface ReportedTotal {
  readonly id: string;
  readonly asAt: Day;
  readonly qualifier: 'exactly' | 'over' | 'more than';
  readonly value: number;
  readonly counted: string;
  /** The ministry's country, or null for the whole network. */
  readonly countryCode: string | null;
  readonly periodFrom: Day;
  readonly periodTo: Day;
  readonly basis: string;
  readonly source: string;
  readonly note: string | null;
}

/** Two published sources that disagree. */
export interface Contradiction {
  readonly id: string;
  readonly subject: string;
  readonly first: string;
  readonly second: string;
  readonly firstSource: string;
  readonly secondSource: string;
}

/** A share of women as published. Null: the source does not say. */
export interface PublishedShare {
  readonly id: string;
  readonly countryCode: string;
  readonly asAt: string | null;
  readonly women: number | null;
  readonly total: number | null;
  readonly percent: number | null;
  readonly population: string;
  readonly source: string;
  readonly note: string | null;
}

/** A country outside the region whose peers were trained. */
export interface PeerCountry {
  readonly countryCode: string;
  readonly sessions: number;
  readonly since: number;
}
