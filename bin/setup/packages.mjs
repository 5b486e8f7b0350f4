import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cannot, root, run, say } from './run.mjs';

/** Installs the packages of the lock file, unless they are there already. */
export function installPackages() {
  if (isInstalled()) return;
  say('Installing packages (a minute the first time) …');
  // What is cached is used unasked, so that this works without a network; if that fails, the registry is asked.
  // Not `npm ci`: the document compiler names packages of platforms that the registry does not have, and it stops there.
  const quiet = [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ];
  const first = npm([...quiet, '--prefer-offline']);
  const last = first.ok ? first : npm(quiet);
  if (!last.ok) throw cannot(`${last.trouble}\nThe packages could not be installed: npm says why above.`);
}

/**
 * npm as it was started, so that an older Node in the path is not picked up; else the one in the path.
 * @param {readonly string[]} args
 */
function npm(args) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  return script && node ? run(node, [script, ...args]) : run('npm', args);
}

/**
 * Whether node_modules holds what the lock file asks for: npm keeps its own list there, written last,
 * so an interrupted installation has none.
 */
function isInstalled() {
  const wanted = read('package-lock.json');
  const present = read('node_modules/.package-lock.json');
  if (!wanted || !present || !agrees(read('package.json'), wanted.packages[''])) return false;
  /** @param {[string, { version: string, optional?: boolean, devOptional?: boolean }]} entry */
  const isThere = ([path, { version, optional, devOptional }]) =>
    path === '' || (present.packages[path] ? present.packages[path].version === version : optional || devOptional);
  return (
    Object.entries(wanted.packages).every(isThere) &&
    Object.keys(present.packages).every((path) => wanted.packages[path])
  );
}

/** @typedef {Record<string, Record<string, string>>} Declared */

/** @type {(declared: Declared, locked: Declared) => boolean} */
const agrees = (declared, locked) =>
  ['dependencies', 'devDependencies', 'optionalDependencies'].every(
    (part) =>
      JSON.stringify(Object.entries(declared[part] ?? {}).sort()) ===
      JSON.stringify(Object.entries(locked[part] ?? {}).sort()),
  );

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    return null;
  }
}
