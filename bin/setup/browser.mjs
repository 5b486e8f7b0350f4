import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cannot, root, run, say } from './run.mjs';

const cache = join(root, 'node_modules', '.cache', 'kaskada');
const unpacked = join(cache, 'chromium');
/** Where tests read which browser to start: { executablePath, env }. */
const note = join(cache, 'browser.json');

/** @typedef {{ executablePath: string, env: Record<string, string> }} Browser */

/**
 * Finds a browser that starts here and leaves a note for the tests.
 * @param {string} node
 */
export function prepareBrowser(node) {
  if (isReady()) return;
  let found = null;
  for (const candidate of candidates(node)) if ((found = thatStarts(candidate, node))) break;
  if (!found) throw cannot(noBrowser);
  mkdirSync(cache, { recursive: true });
  writeFileSync(note, JSON.stringify(found, null, 2));
  say(`Tests will use the browser ${found.executablePath}.`);
}

const noBrowser =
  'No browser for the tests: install Chromium or Google Chrome, or set CHROMIUM to the path of one, then start again.';

function isReady() {
  if (!existsSync(note)) return false;
  const { executablePath } = JSON.parse(readFileSync(note, 'utf8'));
  return existsSync(executablePath) && (!process.env.CHROMIUM || process.env.CHROMIUM === executablePath);
}

/**
 * Browsers to try, each only looked at when the one before it did not start.
 * @param {string} node
 * @returns {Generator<Browser, void>}
 */
function* candidates(node) {
  if (process.env.CHROMIUM) yield { executablePath: process.env.CHROMIUM, env: {} };
  else for (const executablePath of installed()) if (existsSync(executablePath)) yield { executablePath, env: {} };
  if (!process.env.CHROMIUM && process.platform === 'linux' && process.arch === 'x64') yield unpack(node);
}

function installed() {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  if (process.platform === 'win32')
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = [
    ...new Set([...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']),
  ];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/**
 * Unpacks the browser that comes as a package, with its libraries and fonts for machines that have none.
 * @param {string} node
 * @returns {Browser}
 */
function unpack(node) {
  if (!existsSync(unpacked)) {
    say('Unpacking a browser for the tests …');
    const unfinished = `${unpacked}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    // The package unpacks into the folder for temporary files, wherever that is.
    const script = `import chromium, { inflate } from '@sparticuz/chromium';
      await chromium.executablePath(); await inflate('node_modules/@sparticuz/chromium/bin/al2023.tar.br');`;
    const done = run(node, ['--input-type=module', '-e', script], { env: { TMPDIR: unfinished } });
    if (!done.ok) throw cannot(`${done.trouble}\nThe browser for the tests could not be unpacked: see above.`);
    renameSync(unfinished, unpacked);
  }
  /** @type {Record<string, string>} */
  const env = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(unpacked, 'fonts') };
  return { executablePath: join(unpacked, 'chromium'), env };
}

/**
 * The browser as it starts here, with the package's libraries where the machine lacks them; null when it does not.
 * @param {Browser} browser
 * @param {string} node
 * @returns {Browser | null}
 */
function thatStarts({ executablePath, env }, node) {
  const libraries = { ...env, LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib') };
  const ways = executablePath.startsWith(unpacked) ? [env, libraries] : [env];
  const way = ways.find((around) => starts(node, executablePath, around));
  return way ? { executablePath, env: way } : null;
}

/** @type {(node: string, executablePath: string, env: Record<string, string>) => boolean} */
function starts(node, executablePath, env) {
  const script = `import { chromium } from 'playwright-core';
    const browser = await chromium.launch({ executablePath: process.argv[1], timeout: 30_000 });
    const page = await browser.newPage();
    await page.setContent('<p>ready</p>');
    console.log(await page.textContent('p'));
    await browser.close();`;
  return run(node, ['--input-type=module', '-e', script, executablePath], { env, timeout: 60_000 }).output.includes(
    'ready',
  );
}
