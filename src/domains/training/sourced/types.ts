import type { Contradiction, PublishedShare, ReportedTotal } from '#domains/training/reach/types.ts';
import type { Id, OwnerId, PersonId } from '#shared/ids.ts';

/** The kinds of record that others published, by the name of their table. */
export const sourcedKinds = ['reported_total', 'published_share', 'contradiction'] as const;
export type SourcedKind = (typeof sourcedKinds)[number];

export type SourcedVersionId = Id<'SourcedVersion'>;
export type SourcedRecordId = Id<'SourcedRecord'>;

/** How long a line of a record can be, and a reason. */
export const longestLine = 400;
export const longestReason = 600;

/** What a record of each kind says. */
export interface SaidByKind {
  readonly reported_total: Omit<ReportedTotal, 'id'>;
  readonly published_share: Omit<PublishedShare, 'id'>;
  readonly contradiction: Omit<Contradiction, 'id'>;
}
export type Said = SaidByKind[SourcedKind];

/** What a record said when somebody wrote it. */
export interface SourcedVersion {
  readonly id: SourcedVersionId;
  readonly number: number;
  readonly said: Said;
  /** Why it was corrected; null for the first. */
  readonly reason: string | null;
  /** The ministry for which it was written; null for the secretariat. */
  readonly ownerId: OwnerId | null;
  /** Both null where the record was there before versions were kept. */
  readonly writtenBy: PersonId | null;
  readonly writtenAt: Date | null;
}

/** Why a record stands no more, and by whose word. */
export interface Withdrawal {
  readonly recordId: SourcedRecordId;
  readonly kind: SourcedKind;
  readonly reason: string;
  readonly ownerId: OwnerId | null;
  readonly withdrawnBy: PersonId;
  readonly withdrawnAt: Date;
}
