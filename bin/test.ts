/**
 * Everything that must hold before a change lands: `npm test`, and `npm run test:full` for the slow tests too.
 * Quiet while all is well; its last line is `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const full = process.argv.includes('--full');

const started = performance.now();
const prepared = await inOrder(
  () => check('keys of the words', 'bin/words.ts'),
  () => check('types of the routes', program('@sveltejs/kit', 'svelte-kit'), 'sync'),
);
const checked = await Promise.all([
  inOrder(
    () => check('lint', program('eslint'), '.'),
    () => check('words', 'bin/words-check.ts'),
  ),
  inOrder(
    // Plain TypeScript files too: tsc alone does not know what a component exports.
    () => check('types', program('svelte-check'), '--fail-on-warnings', '--output', 'human'),
    () => check('format', program('prettier'), '--check', '--log-level', 'warn', '.'),
    () => check('architecture', 'architecture/check.ts'),
  ),
  inOrder(() => check('packages', 'bin/check-packages.ts')),
]);
const built = await check('build', program('vite'), 'build', '--logLevel', 'warn');
const tested = await runTests();

const total = sum([...prepared, ...checked.flat(), built, tested]);
console.log(`\nin ${Math.round((performance.now() - started) / 1000)} seconds:`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** One check that is no test of Vitest's: passed or failed as a whole; shows what it printed only when it failed, but for notes. */
async function check(name: string, script: string, ...args: string[]): Promise<Counts> {
  const { code, output, seconds } = await run(script, ...args);
  report(name, code === 0, seconds, output);
  if (code === 0) for (const [note] of output.matchAll(/^Note: .*/gm)) console.log(`     ${note}`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runTests(): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'kaskada-test-'));
  const file = join(folder, 'results.json');
  const wanted = full ? [] : ['--project=!full*'];
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output, seconds } = await run(program('vitest'), 'run', ...wanted, ...reporters);
  const results = readResults(file);
  rmSync(folder, { recursive: true, force: true });
  if (!results) {
    report('tests', false, seconds, output);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const counts = countTests(results, code);
  // What failed comes first: whoever reads only the beginning of a long report still learns it.
  report(`tests (${counts.passed} passed)`, counts.failed === 0, seconds, `${sayFailed(results)}\n${output}`);
  if (output.includes('PostgreSQL was not found'))
    console.log('     on the embedded database only: no PostgreSQL here');
  return counts;
}

/** What Vitest wrote down; null where it did not come so far. */
function readResults(file: string): TestResults | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TestResults;
  } catch {
    return null;
  }
}

interface TestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** A file that could not even be loaded counts as one failure, and so does anything else that made Vitest fail. */
function countTests(results: TestResults, code: number | null): Counts {
  const broken = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = results.numFailedTests + broken;
  const unexplained = code !== 0 && failed === 0 ? 1 : 0;
  return {
    passed: results.numPassedTests,
    failed: failed + unexplained,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** Each test that failed, by its file and name, with the first line of why. */
function sayFailed({ testResults }: TestResults): string {
  const failed = testResults.filter(({ status }) => status === 'failed');
  return failed
    .flatMap(({ name, message, assertionResults }) => [
      `${relative(root, name)} ${message.split('\n')[0]}`,
      ...assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages: [why = ''] }) => `  ${fullName}: ${why.split('\n')[0]}`),
    ])
    .join('\n');
}

function report(name: string, passed: boolean, seconds: number, output: string) {
  console.log(`${passed ? ' ok ' : 'FAIL'} ${name}, ${seconds.toFixed(1)} s`);
  if (!passed) console.log(output.trimEnd());
}

/** The script that a package runs as its command, so that no shell and no `.cmd` stands in between. */
function program(name: string, command = name): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]!);
}

function run(script: string, ...args: string[]): Promise<{ code: number | null; output: string; seconds: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => void (output += text));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output, seconds: (performance.now() - began) / 1000 }));
  });
}

async function inOrder(...checks: (() => Promise<Counts>)[]): Promise<Counts[]> {
  const counts: Counts[] = [];
  for (const one of checks) counts.push(await one());
  return counts;
}

function sum(counts: Counts[]): Counts {
  const of = (name: keyof Counts) => counts.reduce((all, one) => all + one[name], 0);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}
