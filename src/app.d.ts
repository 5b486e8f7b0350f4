import type { RequestAccess } from '#app/request.ts';
import type { Language } from '#platform/i18n/languages.ts';
import type { Actor } from '#shared/actor.ts';
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Locals extends RequestAccess {
      actor: Actor;
      language: Language;
      theme: 'light' | 'dark' | null;
      requestId: string;
    }
    interface Error {
      message: string;
      /** The name of the refusal; absent when something of ours went wrong. */
      refusal?: string;
      args?: Readonly<Record<string, string | number>>;
      requestId?: string;
    }
    interface Platform {
      req: IncomingMessage;
    }
  }
}
