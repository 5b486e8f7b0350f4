import type { OwnerId, PersonId } from '#shared/ids.ts';

/** What somebody did. */
export const auditActions = ['insert', 'update', 'delete', 'read', 'export', 'sign_in', 'sign_out'] as const;
export type AuditAction = (typeof auditActions)[number];

/** What there are words for; an entry may be about a table that is not among them. */
export const auditKinds = [
  'ministry',
  'person',
  'appointment',
  'emergency_access',
  'login_reset',
  'account_shut',
  'sign_in',
  'invitation',
  'factor_change',
  'institution',
  'trainer',
  'training_session',
  'session_draft',
  'session_version',
  'session_return',
  'session_release',
  'released_session',
  'session_import',
  'import_release',
  'annotation',
  'annotation_release',
  'session_claim',
  'session_distinction',
  'reach_adjustment',
  'adjustment_withdrawal',
  'person_list',
  'persons_release',
  'profile_part',
  'profile_consent',
  'erasure_request',
  'retention_period',
  'retention_run',
  'network',
  'country_name',
  'reported_total',
  'contradiction',
  'published_share',
  'sourced_version',
  'sourced_withdrawal',
  'trainer_cohort',
  'meeting',
  'unit',
  'figure_definition',
  'publication',
  'snapshot',
  'figure_use',
  'public_figure',
  'audit_entry',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** JSON as it comes out of the database. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

/** One thing that somebody did to what is a ministry's. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: Date;
  /** Null where the platform itself acted: a migration, a load, a job. */
  readonly actorId: PersonId | null;
  /** The table's name; mostly an `AuditKind`. */
  readonly kind: string;
  /** Empty where a list was read as a whole. */
  readonly rowKey: string;
  readonly action: AuditAction;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** In hexadecimal. */
  readonly hash: string;
  /** Whether the actor stood in for the coordinator in an emergency at that time. */
  readonly inEmergency: boolean;
}

/** Where a chain ends; null where the database keeps no head. */
export interface AuditHead {
  readonly seq: number | null;
  readonly hash: string | null;
  readonly at: Date | null;
  /** The number of the last entry that is really there; null where there is none. */
  readonly lastSeq: number | null;
}

/** Something of a ministry's that somebody reads or takes along. */
export interface Noted {
  /** Null for what is the network's. */
  readonly ownerId: OwnerId | null;
  /** The table that it is kept in. */
  readonly kind: string;
  /** The row, where it is one; left out for a list. */
  readonly rowKey?: string;
  readonly action: 'read' | 'export';
  /** What narrows it down: the filter, the kind of file, how many rows. */
  readonly detail?: JsonObject;
}
