import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { openSigningKey, type SigningKey } from '#platform/audit/signing-key.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { answerWith, type Answering, type Site } from '#platform/http/answer.ts';
import { createLimitedServer, type LimitedServer } from '#platform/http/listen.ts';
import { openLog } from '#platform/http/log.ts';
import { makeOneTimeCode, type OneTimeCode } from '#platform/http/one-time-code.ts';
import { createPageCache, freshAlone, freshAmongOthers, type PageCache } from '#platform/http/page-cache.ts';
import { told } from '#platform/http/visit.ts';
import { stranger } from '#domains/identity/server/queries.ts';
import { CannotStart } from './cannot-start.ts';
import { runDaily } from './daily.ts';
import { openForServing, originOf, type Prepare } from './open-database.ts';
import { forgetAfterWork } from './forget-after-work.ts';
import { findPlainWords } from './plain-words.ts';
import { holdPlatform, type Platform } from './platform.ts';
import type { Mode, Settings } from './settings.ts';
import { openAuthentication, type Authentication } from './sign-in/authentication.ts';
import { findSecret } from './sign-in/secret.ts';
import { tellByMail } from './sign-in/tell-by-mail.ts';
import { tellOfAppointment } from './sign-in/tell-of-appointment.ts';
import { tellOfEmergency } from './sign-in/tell-of-emergency.ts';
import { tellOfReset } from './sign-in/tell-of-reset.ts';
import { choiceCookies, signInCookie } from './visitor.ts';

/** How long letters that are on their way may hold up the end, in milliseconds. */
const lastLetters = 3_000;

const builtSite = fileURLToPath(new URL('../../build/handler.js', import.meta.url));

/** A platform that answers requests. */
export interface Serving {
  /** Where to find it. */
  readonly address: string;
  readonly log: Logger;
  /** The code to found the network with, while there is none. */
  readonly firstRunCode: OneTimeCode | null;
  /** Finishes what runs, then closes everything. */
  stop(): Promise<void>;
}

/** Opens the database, holds the platform, and answers requests until it is stopped. */
export async function serve(mode: Mode, settings: Settings, prepare?: Prepare): Promise<Serving> {
  if (!existsSync(builtSite))
    throw new CannotStart('The site has not been built: run it with npm run demo or npm start.');
  const log = openLog(settings.logLevel);
  const signingKey = openKey(settings);
  const connection = await openForServing(settings, mode, prepare);
  let address = '';
  const pages = openPages(connection.kind);
  const opened = openDatabase(connection, undefined, (failure) =>
    log.error({ err: failure }, 'a fact was announced and not heard'),
  );
  opened.listen(pages.forget);
  const database = connection.kind === 'server' ? forgetAfterWork(opened, pages.forget) : opened;
  const authentication = await prepareAuthentication(database, settings, log);
  const { mail } = authentication;
  if (mail)
    for (const tell of [tellByMail, tellOfAppointment, tellOfEmergency, tellOfReset])
      opened.listen(tell(database, mail, () => address));
  const code = mode === 'production' && !(await originOf(connection)) ? makeOneTimeCode() : null;
  holdPlatform(platformOf({ database, authentication, mode, log, signingKey }, code));
  const state = { isStopping: false };
  const server = createLimitedServer(answerWith(await answering(database, pages, settings, log, state)));
  const port = await findPort(server, settings).catch(async (failure: unknown) => {
    await database.close();
    throw failure;
  });
  address = addressOf(settings, port);
  await database.deliver();
  const stopDaily = runDaily(database, log);
  return {
    address,
    log,
    firstRunCode: code,
    async stop() {
      state.isStopping = true;
      await server.stop();
      await stopDaily();
      await mail?.settle(lastLetters);
      await database.close();
    },
  };
}

function openKey({ signingKeyFile }: Settings): SigningKey | null {
  if (signingKeyFile === null) return null;
  try {
    return openSigningKey(signingKeyFile);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).syscall) throw failure;
    throw new CannotStart(
      `${signingKeyFile} holds no key to sign with: put the right file there, or name another in SIGNING_KEY_FILE.`,
    );
  }
}

async function prepareAuthentication(database: Database, settings: Settings, log: Logger): Promise<Authentication> {
  try {
    return openAuthentication(database, settings, findSecret(settings), (failure) =>
      log.error({ err: failure }, 'a letter could not be mailed'),
    );
  } catch (failure) {
    await database.close();
    throw failure;
  }
}

const platformOf = (held: Omit<Platform, 'firstRunCode'>, code: OneTimeCode | null): Platform => ({
  ...held,
  get firstRunCode() {
    return code?.isSpent ? null : code;
  },
});

const openPages = (kind: Database['kind']): PageCache =>
  createPageCache({
    signIn: signInCookie,
    choices: Object.values(choiceCookies),
    fresh: kind === 'embedded' ? freshAlone : freshAmongOthers,
  });

const answering = async (
  database: Database,
  pages: PageCache,
  settings: Settings,
  log: Logger,
  state: { isStopping: boolean },
): Promise<Answering> => ({
  site: await loadSite(),
  surroundings: settings.surroundings,
  log,
  pages,
  findWords: findPlainWords,
  isReady: async () => !state.isStopping && (await answers(database)),
});

/** The built site reads its settings as it is loaded: it learns of each visit from headers that only we set. */
async function loadSite(): Promise<Site> {
  Object.assign(process.env, {
    PROTOCOL_HEADER: told.protocol,
    HOST_HEADER: told.host,
    ADDRESS_HEADER: told.clientAddress,
    BODY_SIZE_LIMIT: 'Infinity',
  });
  const { handler } = (await import(pathToFileURL(builtSite).href)) as { handler: Site };
  return handler;
}

const answers = (database: Database): Promise<boolean> =>
  database
    .read(stranger, ({ db }) => sql`select 1 from kaskada.network limit 1`.execute(db as never))
    .then(
      () => true,
      () => false,
    );

async function findPort(server: LimitedServer, { host, port, takesNextPort }: Settings): Promise<number> {
  for (let candidate = port; ; candidate += 1) {
    try {
      return await server.listen(host, candidate);
    } catch (failure) {
      const isTaken = (failure as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || !takesNextPort || candidate >= port + 50) throw failure;
    }
  }
}

function addressOf({ host, surroundings }: Settings, port: number): string {
  if (surroundings.origin) return surroundings.origin;
  const named = host === '127.0.0.1' || host === '::1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${named}:${port}`;
}
