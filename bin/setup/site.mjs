import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cannot, root, run, say } from './run.mjs';

const sources = ['src', 'words', 'static', 'vite.config.ts', 'package-lock.json'];
const stamp = join(root, 'build', '.fingerprint');
/** What the build leaves among the packages for TypeScript; gone whenever they are installed anew. */
const generated = join(root, 'node_modules', '$app');

/**
 * Prepares the words, then builds the site if anything it is made of has changed.
 * @param {string} node
 */
export function buildSite(node) {
  must(run(node, ['bin/words.ts']), 'The words could not be prepared: see above.');
  const fingerprint = sources.reduce(addToFingerprint, createHash('sha256')).digest('hex');
  if (existsSync(generated) && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  say('Building the site …');
  must(
    run(node, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']),
    'The site could not be built: see above.',
  );
  writeFileSync(stamp, fingerprint);
}

/** @type {(result: { ok: boolean, trouble: string }, sentence: string) => void} */
function must({ ok, trouble }, sentence) {
  if (!ok) throw cannot(`${trouble}\n${sentence}`);
}

/** @type {(hash: import('node:crypto').Hash, path: string) => import('node:crypto').Hash} */
function addToFingerprint(hash, path) {
  const full = join(root, path);
  const about = statSync(full, { throwIfNoEntry: false });
  if (about?.isDirectory())
    readdirSync(full)
      .sort()
      .map((name) => `${path}/${name}`)
      .reduce(addToFingerprint, hash);
  else if (about && !path.endsWith('.test.ts')) hash.update(`${path}\0${about.size}\0`).update(readFileSync(full));
  return hash;
}
