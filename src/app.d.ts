import type { RequestAccess } from '#app/request.ts';
import type { Language } from '#platform/i18n/languages.ts';
import type { Actor, Role } from '#shared/actor.ts';
import type { Place } from '#app/places.ts';
import type { LocalText } from '#domains/identity/types.ts';
import type { CountryName } from '#domains/network/types.ts';
import type { Words } from '#platform/i18n/messages.ts';
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Locals extends RequestAccess {
      /** The sign-in that this request came with. */
      signInId: import('#shared/ids.ts').SignInId | null;
      actor: Actor;
      language: Language;
      theme: 'light' | 'dark' | null;
      requestId: string;
    }
    interface Error {
      message: string;
      /** The name of the refusal; absent when something of ours went wrong. */
      refusal?: string;
      /** What to say of it, in the visitor's language; absent when the server was not reached. */
      text?: string;
      /** Where a second factor is set up, when the lack of it may be why the page was refused. */
      secondFactor?: string;
      requestId?: string;
    }
    interface PageData {
      language: Language;
      theme: 'light' | 'dark' | null;
      networkName: LocalText | null;
      isDemo: boolean;
      countryNames: readonly CountryName[];
      person: {
        id: import('#shared/ids.ts').PersonId;
        name: string;
        roles: readonly { role: Role; countryCode: string | null; readonly until: Date | null }[];
        /** When they cease to stand in for a coordinator. */
        standsInUntil: Date | null;
      } | null;
      places: readonly Place[];
      mayRecord: boolean;
      words?: Words;
    }
    interface Platform {
      req: IncomingMessage;
    }
  }
}
