import type { Role } from '#shared/actor.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';

/** A text in the languages in which it exists; English always. */
export type LocalText = Readonly<Record<string, string>> & { readonly en: string };

/** An invented person as whom a visitor of the demo may step in. */
export interface DemoPerson {
  readonly personId: PersonId;
  readonly name: string;
  readonly role: Role;
  readonly ownerId: OwnerId | null;
  readonly countryCode: string | null;
}

/** An owner: the ministry that answers for its records. */
export interface Ministry {
  readonly id: OwnerId;
  readonly countryCode: string;
  readonly name: LocalText;
}

/** How somebody signed in. */
export interface SignInMeans {
  readonly method:
    'demo' | 'first_run' | 'invitation' | 'password' | 'password_and_code' | 'recovery_code' | 'passkey' | 'ministry';
  readonly isStrong: boolean;
  readonly device: string;
  readonly address: string;
}

/** One of one's own sign-ins. */
export interface OwnSignIn extends SignInMeans {
  readonly id: string;
  readonly beganAt: Date;
  readonly lastSeenAt: Date;
}
