import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { holdPlatform } from '#app/platform.ts';
import { findPlainWords } from '#app/plain-words.ts';
import { openAuthentication } from '#app/sign-in/authentication.ts';
import type { Settings } from '#app/settings.ts';
import { tellByMail } from '#app/sign-in/tell-by-mail.ts';
import { tellOfAppointment } from '#app/sign-in/tell-of-appointment.ts';
import { tellOfEmergency } from '#app/sign-in/tell-of-emergency.ts';
import { tellOfReset } from '#app/sign-in/tell-of-reset.ts';
import { signInCookie } from '#app/visitor.ts';
import { beginSignIn } from '#domains/identity/server/commands.ts';
import { openSigningKey } from '#platform/audit/signing-key.ts';
import { carryOut, type Database } from '#platform/database/database.ts';
import { answerWith, type Site } from '#platform/http/answer.ts';
import { createLimitedServer } from '#platform/http/listen.ts';
import { openLogTo } from '#platform/http/log.ts';
import { createPageCache } from '#platform/http/page-cache.ts';
import { told } from '#platform/http/visit.ts';
import type { Actor } from '#shared/actor.ts';
import { strongly } from '#test/people.ts';

type SignInSettings = Pick<Settings, 'mail' | 'providerFile'>;

const built = new URL('../build/handler.js', import.meta.url);

/** The built site, answering real requests over the database of a test file. */
export interface TestSite {
  readonly origin: string;
  /** Everything it has logged, one JSON object a line. */
  logged(): string;
  /** A `fetch` as somebody: signed in unless they are the stranger. */
  as(actor: Actor): Promise<(path: string, init?: RequestInit) => Promise<Response>>;
  /** Signs somebody in; answers with the `cookie` header of their requests, which is empty for the stranger. */
  signIn(actor: Actor): Promise<{ cookie?: string }>;
}

/** Serves the built site as the platform does, on a free port; stops after the file. */
export async function openTestSite(database: Database, more: Partial<SignInSettings> = {}): Promise<TestSite> {
  if (!existsSync(fileURLToPath(built))) throw new Error('The site has not been built: run npm run build first.');
  let text = '';
  const log = openLogTo({ write: (line) => void (text += line) }, 'info');
  const folder = mkdtempSync(join(tmpdir(), 'kaskada-'));
  const signingKey = openSigningKey(join(folder, 'signing-key.pem'));
  const surroundings = { proxies: 0, origin: null, host: 'localhost' };
  const settings = { surroundings, mail: null, providerFile: null, ...more };
  const authentication = openAuthentication(database, settings, 'a secret of the tests that is long enough', log.error);
  holdPlatform({ database, authentication, mode: 'demo', log, signingKey, firstRunCode: null });
  const server = createLimitedServer(
    answerWith({
      site: await loadSite(),
      surroundings,
      log,
      pages: createPageCache({ signIn: signInCookie, choices: ['kaskada_language', 'kaskada_theme'], fresh: 0 }),
      findWords: findPlainWords,
      isReady: () => Promise.resolve(true),
    }),
  );
  const origin = `http://localhost:${await server.listen('127.0.0.1', 0)}`;
  const { mail } = authentication;
  if (mail)
    for (const tell of [tellByMail, tellOfAppointment, tellOfEmergency, tellOfReset])
      database.listen(tell(database, mail, () => origin));
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  return {
    origin,
    logged: () => text,
    as: (actor) => signedIn(database, origin, actor),
    signIn: (actor) => signIn(database, actor),
  };
}

async function loadSite(): Promise<Site> {
  Object.assign(process.env, {
    PROTOCOL_HEADER: told.protocol,
    HOST_HEADER: told.host,
    ADDRESS_HEADER: told.clientAddress,
    BODY_SIZE_LIMIT: 'Infinity',
  });
  const { handler } = (await import(/* @vite-ignore */ built.href)) as { handler: Site };
  return handler;
}

async function signIn(database: Database, { personId }: Actor): Promise<{ cookie?: string }> {
  if (!personId) return {};
  const token = await database.onDuty('sign-in', (work) => carryOut(work, beginSignIn, personId, strongly));
  return { cookie: `${signInCookie}=${token}` };
}

async function signedIn(database: Database, origin: string, actor: Actor) {
  const cookie = await signIn(database, actor);
  return (path: string, init: RequestInit = {}) =>
    fetch(`${origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...cookie, ...(init.headers as Record<string, string>) },
    });
}
