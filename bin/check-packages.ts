/**
 * Asks the registry what it knows against the installed packages. An advisory of high severity against one that the
 * platform runs with fails; against one that only builds and tests it is told. Where the registry does not answer, as on
 * a closed network, that is said and nothing fails.
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { graveOf, readAdvisories, type Advisories } from '../architecture/advisories.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** How long the registry may take, in milliseconds. */
const patience = 8_000;

const [running, all] = await Promise.all([ask('--omit=dev'), ask()]);
if (!running || !all) console.log('Note: the registry gives no advisories here, so packages were not audited.');
else {
  const grave = graveOf(running);
  for (const { name, severity, about } of grave) console.error(`${name}: ${severity}: ${about}`);
  const others = graveOf(all).filter(({ name }) => !grave.some((one) => one.name === name));
  if (others.length > 0)
    console.log(
      `Note: advisories against packages for building and testing: ${others.map(({ name }) => name).join(', ')}.`,
    );
  if (grave.length > 0) process.exitCode = 1;
}

/** npm as it was started, so that an older Node in the path is not picked up; else the one in the path. */
async function ask(...which: string[]): Promise<Advisories> {
  const args = ['audit', '--json', '--audit', '--fetch-retries=0', `--fetch-timeout=${patience}`, ...which];
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const [command, before] = script && node ? [node, [script]] : ['npm', []];
  const child = spawn(command, [...before, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: patience,
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32' && command === 'npm',
  });
  child.on('error', () => undefined);
  return readAdvisories(await text(child.stdout));
}
