import type { OwnerId, PersonId } from '#shared/ids.ts';

/** What can change about somebody's ways of signing in. */
export const factorChanges = [
  'password_set',
  'password_changed',
  'passkey_added',
  'passkey_removed',
  'provider_linked',
  'codes_set_up',
  'codes_removed',
  'recovery_codes_renewed',
] as const;
export type FactorChange = (typeof factorChanges)[number];

/** A change as its person sees it. */
export interface FactorChangeRecord {
  readonly change: FactorChange;
  readonly at: Date;
}

/**
 * An invitation as those see it who may invite. One is outdated that somebody from outside gave before the ministry
 * invited its own people: its link opens nothing.
 */
export interface InvitationRecord {
  readonly id: string;
  readonly personId: PersonId;
  /** Null: by whoever runs the platform. */
  readonly invitedBy: PersonId | null;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly state: 'open' | 'expired' | 'accepted' | 'withdrawn' | 'outdated';
}

/** An invitation as its link opens it. */
export interface OpenInvitation {
  readonly id: string;
  readonly personId: PersonId;
  readonly personName: string;
  readonly ownerId: OwnerId | null;
  readonly countryCode: string | null;
  readonly email: string;
  readonly language: string;
}

/** To whom a mail goes. */
export interface Addressee {
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

/** What an attempt to sign in with a password is counted by: keyed hashes. */
export interface AttemptKeys {
  /** This address trying this account. */
  readonly pair: Buffer;
  readonly address: Buffer;
  readonly account: Buffer;
  /** This device trying this account, if it is known to belong to it. */
  readonly device: Buffer | null;
}
