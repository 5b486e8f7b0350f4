import type { Role } from '#shared/actor.ts';
import type { OwnerId, PersonId, SignInId } from '#shared/ids.ts';

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

/** Somebody with a name; `ownerId` is the ministry whose they are, null for people of the network. */
export interface Person {
  readonly id: PersonId;
  readonly ownerId: OwnerId | null;
  readonly name: string;
  readonly isDemo: boolean;
}

/** How somebody proved who they are. */
export type SignInMethod =
  'demo' | 'first_run' | 'invitation' | 'password' | 'password_and_code' | 'recovery_code' | 'passkey' | 'ministry';

/** Where a sign-in comes from: what the browser says it is, and the address of the connection. */
export interface SignInPlace {
  readonly device: string;
  readonly address: string;
}

/** How a sign-in came about; strong when a second factor was part of it. */
export interface SignInMeans extends SignInPlace {
  readonly method: SignInMethod;
  readonly isStrong: boolean;
}

/** A sign-in as its own person sees it. */
export interface SignIn extends SignInMeans {
  readonly id: SignInId;
  readonly beganAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** The same with its end, for as long as it is kept. */
export interface KeptSignIn extends SignIn {
  readonly endedAt: Date | null;
}

/** A person as they see themselves. */
export interface OwnPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly ownerId: OwnerId | null;
  readonly since: Date;
}
