import { createHmac } from 'node:crypto';
import type { Ceremonies } from '#platform/authentication/ceremonies.ts';
import type { LibrarySettings } from '#platform/authentication/library.ts';
import type { Provider } from '#platform/authentication/provider.ts';
import type { Database } from '#platform/database/database.ts';
import { openMail, type Mail } from '#platform/mail/mail.ts';
import { newId } from '#shared/ids.ts';
import type { Settings } from '../settings.ts';
import { readProviders, type MinistryProvider } from './provider-file.ts';

/** What signing in needs of a running process. */
export interface Authentication {
  /** Loaded when they are first asked for: the library takes 60 MB that a platform at rest need not have. */
  ceremonies(): Promise<Ceremonies>;
  readonly providers: readonly MinistryProvider[];
  /** The way to a ministry's provider and back to this site. */
  provider(provider: MinistryProvider, origin: string): Promise<Provider>;
  /** A keyed hash: what is counted by it cannot be read from it. */
  keyOf(...parts: readonly string[]): Buffer;
  /** Null where no mail server is set: then nothing is written to anybody. */
  readonly mail: Mail | null;
}

/** The address of ours to which a provider sends people back. */
export const returnPath = (provider: Pick<MinistryProvider, 'id'>): string => `/sign-in/ministry/${provider.id}/return`;

/** Prepares signing in; nothing of the library is loaded, and nobody is called. */
export function openAuthentication(
  database: Database,
  settings: Pick<Settings, 'surroundings' | 'mail' | 'providerFile'>,
  secret: string,
  report: (failure: unknown) => void,
): Authentication {
  const library: LibrarySettings = {
    db: database.handleOnDuty('authentication') as never,
    secret,
    name: 'Kaskada',
    passkeyHost: passkeyHostOf(settings.surroundings),
    newId,
  };
  const key = createHmac('sha256', secret).update('attempts').digest();
  const opened = new Map<string, Promise<Provider>>();
  let ceremonies: Promise<Ceremonies> | undefined;
  return {
    ceremonies: () =>
      (ceremonies ??= import('#platform/authentication/ceremonies.ts').then((module) =>
        module.openCeremonies(library),
      )),
    providers: readProviders(settings.providerFile),
    provider(provider, origin) {
      const returnTo = origin + returnPath(provider);
      const opening = opened.get(returnTo) ?? open(library, provider, returnTo);
      opened.set(returnTo, opening);
      // One that did not answer is asked again by the next visitor.
      opening.catch(() => opened.delete(returnTo));
      return opening;
    },
    keyOf: (...parts) => createHmac('sha256', key).update(JSON.stringify(parts)).digest(),
    mail: settings.mail && openMail(settings.mail, report),
  };
}

async function open(library: LibrarySettings, provider: MinistryProvider, returnTo: string): Promise<Provider> {
  const { openProvider } = await import('#platform/authentication/provider.ts');
  return openProvider(library, { ...provider, returnTo });
}

/** Passkeys belong to a name, never to a number: without a public address they are those of this machine. */
function passkeyHostOf({ origin, host }: Settings['surroundings']): string {
  if (origin) return new URL(origin).hostname;
  return /^[\d.]+$|:/.test(host) ? 'localhost' : host;
}
