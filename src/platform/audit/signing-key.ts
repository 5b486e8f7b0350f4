import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { canonical, type Signable } from './canonical.ts';

/** What the platform signs exports with (Ed25519). The private half never leaves this object. */
export interface SigningKey {
  /** The public half as PEM, for whoever wants to verify later. */
  readonly publicPem: string;
  /** SHA-256 of the public half, in hexadecimal: short enough to be compared by eye. */
  readonly fingerprint: string;
  sign<Document extends SignableObject>(document: Document): Signed<Document>;
}

type SignableObject = { readonly [name: string]: Signable };

/** A document with the public key that fits its signature, and the signature over all but itself. */
export type Signed<Document> = Document & { readonly publicKey: string; readonly signature: string };

/** Opens the key in a file; makes one that only its user can read where there is none. */
export function openSigningKey(path: string): SigningKey {
  if (!existsSync(path)) makeKey(path);
  return keyOf(createPrivateKey(readFileSync(path)));
}

/** It gets its name when it is whole and on disk; of two processes that start at once, one does and both read that. */
function makeKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}`;
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(unfinished, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  try {
    linkSync(unfinished, path);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
  } finally {
    rmSync(unfinished);
  }
}

function keyOf(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError('The signing key is no Ed25519 key.');
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    publicPem,
    fingerprint: fingerprintOf(publicPem),
    sign(document) {
      const whole = { ...document, publicKey: publicPem };
      return { ...whole, signature: sign(null, Buffer.from(canonical(whole)), privateKey).toString('base64') };
    },
  };
}

/** SHA-256 of a public key's binary form (SubjectPublicKeyInfo), in hexadecimal. */
export const fingerprintOf = (publicPem: string): string =>
  createHash('sha256')
    .update(createPublicKey(publicPem).export({ type: 'spki', format: 'der' }))
    .digest('hex');

/** Whether a document bears the signature of the key that it names. Whose key that is, its fingerprint tells. */
export function isSigned({ signature, ...whole }: Signed<SignableObject>): boolean {
  try {
    return verify(
      null,
      Buffer.from(canonical(whole)),
      createPublicKey(whole.publicKey),
      Buffer.from(signature, 'base64'),
    );
  } catch {
    return false;
  }
}
