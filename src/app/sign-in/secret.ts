import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import type { Settings } from '../settings.ts';

const leastLength = 32;

/**
 * The platform's secret: with it are signed what browsers hold during a sign-in and encrypted what authenticator apps
 * are set up with. From SECRET_FILE or SECRET; else made at the first start and kept in the data folder, which one
 * process has for itself. It is never logged, and a message about it never shows it.
 */
export function findSecret({ secret, secretFile, dataFolder, databaseUrl }: Settings): string {
  if (secretFile) return insist(readSecretFile(secretFile), `The file in SECRET_FILE (${secretFile})`);
  if (secret) return insist(secret, 'SECRET');
  if (databaseUrl !== null)
    throw new CannotStart(
      `With DATABASE_URL a secret is needed, the same for every process: set SECRET_FILE to a file with at least ${leastLength} random characters.`,
    );
  return insist(keptSecret(join(dataFolder, 'secret')), `The file ${join(dataFolder, 'secret')}`);
}

function insist(text: string, name: string): string {
  const secret = text.trim();
  if (secret.length < leastLength)
    throw new CannotStart(`${name} is too short for a secret: it takes at least ${leastLength} random characters.`);
  return secret;
}

function readSecretFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CannotStart(`The file in SECRET_FILE (${path}) cannot be read: put the secret there.`);
  }
}

function keptSecret(path: string): string {
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
  }
  return readFileSync(path, 'utf8');
}
