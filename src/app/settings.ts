import { join, resolve } from 'node:path';
import type { MailSettings } from '#platform/mail/mail.ts';
import type { Surroundings } from '#platform/http/visit.ts';
import { CannotStart } from './cannot-start.ts';

export type Mode = 'demo' | 'production';

/** What whoever runs the platform decides, from the environment. The README describes each. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Whether the next free port will do. */
  readonly takesNextPort: boolean;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly migrationUrl: string | null;
  /** What exports of the audit are signed with; null where several machines may run and none was named. */
  readonly signingKeyFile: string | null;
  readonly surroundings: Surroundings;
  readonly logLevel: string;
  /** What signs and encrypts: the text itself, or the file that holds it. Null: made at the first start. */
  readonly secret: string | null;
  readonly secretFile: string | null;
  /** Null: no mail is sent. */
  readonly mail: MailSettings | null;
  /** The file that describes the ministries' own providers. */
  readonly providerFile: string | null;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

/** Reads the settings. What cannot be meant is refused with a sentence. */
export function readSettings(mode: Mode, env: NodeJS.ProcessEnv): Settings {
  const host = env.HOST || '127.0.0.1';
  if (mode === 'demo' && !loopback.test(host))
    throw new CannotStart(
      'The demo lets anybody step in as anybody, so it answers only on this machine: leave HOST out.',
    );
  return {
    host,
    port: readWhole(env, 'PORT', 4170, 65_535),
    takesNextPort: mode === 'demo' && !env.PORT,
    dataFolder: resolve(env.DATA || 'data'),
    databaseUrl: env.DATABASE_URL || null,
    migrationUrl: env.MIGRATION_DATABASE_URL || null,
    signingKeyFile: findSigningKeyFile(env),
    surroundings: {
      proxies: mode === 'demo' ? 0 : readWhole(env, 'TRUST_PROXY', 0, 9),
      origin: mode === 'demo' ? null : readOrigin(env.ORIGIN),
      host,
    },
    logLevel: readLogLevel(env.LOG_LEVEL || (mode === 'demo' ? 'warn' : 'info')),
    secret: env.SECRET || null,
    secretFile: env.SECRET_FILE ? resolve(env.SECRET_FILE) : null,
    mail: readMail(env),
    providerFile: env.OIDC_FILE ? resolve(env.OIDC_FILE) : null,
  };
}

/** In the data folder, unless it was put elsewhere; with a PostgreSQL server only where it was put. */
function findSigningKeyFile(env: NodeJS.ProcessEnv): string | null {
  if (env.SIGNING_KEY_FILE) return resolve(env.SIGNING_KEY_FILE);
  return env.DATABASE_URL ? null : join(resolve(env.DATA || 'data'), 'signing-key.pem');
}

function readWhole(env: NodeJS.ProcessEnv, name: string, otherwise: number, most: number): number {
  const text = env[name] || String(otherwise);
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new CannotStart(`${name} is a whole number up to ${most}, not “${text}”.`);
  return Number(text);
}

function readOrigin(text: string | undefined): string | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search)
    throw new CannotStart(
      `ORIGIN is the public address without a path, such as https://kaskada.example.org, not “${text}”.`,
    );
  return url.origin;
}

function readMail({ SMTP_URL: url, MAIL_FROM: from }: NodeJS.ProcessEnv): MailSettings | null {
  if (!url && !from) return null;
  if (!url || !URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
    throw new CannotStart('SMTP_URL is the address of a mail server, such as smtps://user:password@mail.example.org.');
  if (!from || !/^[^\r\n]*@[^\r\n]*$/.test(from))
    throw new CannotStart('MAIL_FROM is the address that letters come from, such as kaskada@example.org.');
  return { url, from };
}

function readLogLevel(text: string): string {
  if (!logLevels.includes(text)) throw new CannotStart(`LOG_LEVEL is one of ${logLevels.join(', ')}, not “${text}”.`);
  return text;
}
