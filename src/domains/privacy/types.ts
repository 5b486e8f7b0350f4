import type { ErasureRequestId, OwnerId, PersonId } from '#shared/ids.ts';

/** Where a request stands. */
export type ErasureState = 'waiting' | 'withdrawn' | 'refused' | 'carried_out';

/** Somebody's wish to be erased, and what became of it. */
export interface ErasureRequest {
  readonly id: ErasureRequestId;
  readonly ownerId: OwnerId | null;
  readonly personId: PersonId;
  readonly personName: string;
  readonly note: string;
  readonly askedAt: Date;
  readonly state: ErasureState;
  readonly answeredAt: Date | null;
  /** Why the record must stay. */
  readonly because: string | null;
}

/** The kinds of record that are kept for a time. */
export const retentionKinds = [
  'sign_in',
  'draft',
  'profile_part',
  'invitation',
  'proposal',
  'erasure_request',
  'person',
  'participant_list',
] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** How long one kind of record of an owner is kept, and how many are due. */
export interface RetentionLine {
  readonly kind: RetentionKind;
  readonly days: number;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** When the owner set it; null while it is as usual. */
  readonly setAt: Date | null;
  /** How many the next run removes; null for who need not know. */
  readonly due: number | null;
  /** How many are due within a month. */
  readonly soon: number | null;
}

/** What one run removed of an owner, by kind. */
export interface RetentionRun {
  readonly ranAt: Date;
  readonly removed: Readonly<Partial<Record<RetentionKind, number>>>;
}

/** Something of somebody's own in the records: what, which, when. */
export interface Trace {
  readonly kind: string;
  readonly id: string;
  readonly at: Date;
}

/** An entry of the audit by or about somebody. */
export interface AuditTrace {
  readonly at: Date;
  readonly bySelf: boolean;
  readonly action: string;
  readonly table: string;
  readonly rowKey: string;
}

/** With what somebody signs in, as far as it can be shown. */
export interface LoginSummary {
  readonly email: string;
  readonly since: string;
  readonly has_second_factor: boolean;
  readonly passkeys: readonly { readonly name: string | null; readonly since: string | null }[];
  readonly devices: readonly { readonly name: string; readonly first_seen_at: string; readonly last_seen_at: string }[];
}
