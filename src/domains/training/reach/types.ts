import type { Basis, Margin, SessionKind } from '#domains/training/sessions/types.ts';
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

/** Sessions of one ministry and year that were counted in one way, and how many of them say nothing of something. */
export interface BasisRow {
  readonly ownerId: OwnerId;
  readonly year: number;
  readonly basis: Basis;
  readonly sessions: number;
  readonly withoutTotal: number;
  readonly withoutSex: number;
  readonly withoutStatus: number;
}

/** The margins of a head-count as numbers of persons: of a sum, what was recorded of each. */
export type Counted = { readonly [Name in Margin]: number };

/**
 * What the held sessions of one owner, year and kind add up to.
 * `uncountedSessions` are those of unknown total; nothing of them is in any margin, so that no split is above `total`.
 */
export interface ReachRow extends Counted {
  readonly ownerId: OwnerId;
  readonly year: number;
  readonly kind: SessionKind;
  readonly sessions: number;
  readonly uncountedSessions: number;
  /** Those whose total was recorded and waits, because it is too small: nothing of them is in any margin. */
  readonly heldSessions: number;
  /** Of how many people a split was recorded and is not shown. */
  readonly withheldSex: number;
  readonly withheldStatus: number;
  readonly withheldBoth: number;
}

/** What of a figure counts for more than one ministry: sessions that co-owners claimed, and the people shown of them. */
export interface SharedPart {
  readonly sessions: number;
  readonly attendances: number;
}

/** A sum with, for each way of splitting it, the part of which the split was not recorded or is not shown. */
export interface ReachSum {
  readonly sessions: number;
  readonly uncountedSessions: number;
  readonly heldSessions: number;
  readonly total: number;
  readonly bySex: Unsplit & { readonly women: number; readonly men: number };
  readonly byStatus: Unsplit & { readonly civilian: number; readonly military: number };
  readonly byBoth: Unsplit & {
    readonly womenCivilian: number;
    readonly womenMilitary: number;
    readonly menCivilian: number;
    readonly menMilitary: number;
  };
}

/** The part of a sum that is in no part of a split: nobody recorded it, or it is not shown. */
interface Unsplit {
  readonly notRecorded: number;
  readonly withheld: number;
}
