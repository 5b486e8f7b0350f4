import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** @param {string} sentence One short line about what is being done. */
export const say = (sentence) => console.log(sentence);

/** @param {string} sentence Why this failed: shown without a stack trace. */
export const cannot = (sentence) => Object.assign(new Error(sentence), { isSentence: true });

/**
 * Runs a command quietly. Answers whether it went well and what it printed, for the case that it did not.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, timeout?: number }} [options]
 */
export function run(command, args, { env = {}, timeout } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    timeout,
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32' && command === 'npm',
  });
  return { ok: status === 0, output: stdout ?? '', trouble: error?.message ?? `${stderr}${stdout}`.trim() };
}
