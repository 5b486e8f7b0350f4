import type { Day } from '#shared/dates.ts';

/** On what grounds foreign soldiers were where they were trained. */
export const legalCovers = ['sofa', 'bilateral', 'invitation', 'other'] as const;
/** Whether the ministry that sent them approved. */
export const approvals = ['approved', 'pending', 'not_needed'] as const;

export type LegalCover = (typeof legalCovers)[number];
export type Approval = (typeof approvals)[number];

/** How many came from one country; null where nobody recorded it, which is never zero. */
export interface Nationality {
  readonly countryCode: string;
  readonly n: number | null;
}

/** What is asked of peers from outside the region alone. Null: not recorded. */
export interface FromOutside {
  /** One for each of `peerCountries`, in their order. */
  readonly nationalities: readonly Nationality[];
  readonly legalCover: LegalCover | null;
  /** Of another legal cover, which; stays in the ministry. */
  readonly legalCoverText: string;
  readonly approval: Approval | null;
  /** When it was approved, and under which reference; both stay in the ministry. */
  readonly approvalDate: Day | null;
  readonly approvalReference: string;
  /** The countries of the network from which the trainers came. */
  readonly teamCountries: readonly string[];
}

/** One row of the nationalities in a form, as typed. */
export interface TypedNationality {
  readonly countryCode: string;
  readonly n: string;
}

/** What a form holds of peers from outside, as typed. */
export interface OutsideDraft {
  readonly nationalities: readonly TypedNationality[];
  readonly legalCover: LegalCover | '';
  readonly legalCoverText: string;
  readonly approval: Approval | '';
  readonly approvalDate: string;
  readonly approvalReference: string;
  readonly teamCountries: readonly string[];
}
