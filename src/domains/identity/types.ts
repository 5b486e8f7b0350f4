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
