import type { SigningKey } from '#platform/audit/signing-key.ts';
import type { Database } from '#platform/database/database.ts';
import type { OneTimeCode } from '#platform/http/one-time-code.ts';
import type { Logger } from 'pino';
import type { Authentication } from './sign-in/authentication.ts';

/** What a running process holds. Opened before the first request, closed after the last. */
export interface Platform {
  readonly database: Database;
  readonly authentication: Authentication;
  /** `demo` has demo people to step in as, on loopback only; `production` has none. */
  readonly mode: 'demo' | 'production';
  readonly log: Logger;
  /** What exports of the audit are signed with; null where none was given. */
  readonly signingKey: SigningKey | null;
  /** The one-time code of the first run, while the network has not been founded. */
  readonly firstRunCode: OneTimeCode | null;
}

const place = Symbol.for('kaskada.platform');
type Held = { [place]?: Platform };

/** Hands the opened platform over the fence between the entry and the built site, which share no modules. */
export const holdPlatform = (platform: Platform): void => void ((globalThis as Held)[place] = platform);

/** The platform that the entry opened. */
export function runningPlatform(): Platform {
  const platform = (globalThis as Held)[place];
  if (!platform) throw new Error('The platform is not open: start it with bin/start.ts or bin/demo.ts.');
  return platform;
}
