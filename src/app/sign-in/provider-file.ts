import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { CannotStart } from '../cannot-start.ts';

const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)/;

/** The OpenID provider of a ministry, as the file in OIDC_FILE describes it. */
const providerSchema = v.strictObject({
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  issuer: v.pipe(
    v.string(),
    v.url(),
    v.check((url) => url.startsWith('https://') || loopback.test(url)),
  ),
  clientId: v.pipe(v.string(), v.minLength(1)),
  /** A file with the client's secret, beside this one or with a whole path. */
  clientSecretFile: v.pipe(v.string(), v.minLength(1)),
  /** Whether the provider asks everybody for two factors, even if its tokens do not say so. */
  strong: v.optional(v.boolean(), false),
});
const fileSchema = v.array(providerSchema);

/** A ministry's own provider: who signs in through it is of this country's ministry. */
export interface MinistryProvider {
  /** The country's code in small letters: part of addresses. */
  readonly id: string;
  readonly countryCode: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly isStrong: boolean;
}

/** Reads the providers of the ministries; none without a file. What cannot be meant is refused with a sentence. */
export function readProviders(path: string | null): MinistryProvider[] {
  if (path === null) return [];
  const parsed = v.safeParse(fileSchema, readJson(path));
  if (!parsed.success) {
    const place = v.getDotPath(parsed.issues[0]) ?? 'the whole';
    throw new CannotStart(`The file in OIDC_FILE cannot be meant so: look at ${place}. docs/sign-in.md describes it.`);
  }
  const countries = parsed.output.map(({ country }) => country);
  if (new Set(countries).size < countries.length)
    throw new CannotStart('The file in OIDC_FILE names a country twice: a ministry has one provider.');
  return parsed.output.map(({ country, clientSecretFile, strong, ...provider }) => ({
    ...provider,
    id: country.toLowerCase(),
    countryCode: country,
    clientSecret: readText(resolve(dirname(path), clientSecretFile)).trim(),
    isStrong: strong,
  }));
}

function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch {
    throw new CannotStart('The file in OIDC_FILE is no JSON. docs/sign-in.md describes it.');
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CannotStart(`The file ${path} cannot be read: OIDC_FILE needs it.`);
  }
}
