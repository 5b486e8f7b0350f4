import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { wordProblems } from './forbidden-words.ts';
import { nameProblems } from './names.ts';
import { readTree } from './tree.ts';
import { vocabularyProblems } from './vocabulary.ts';

const file = (path: string, text = '') => ({ path, text });
const readme = file('src/domains/identity/README.md', '# Identity\n');

describe('the vocabulary of a domain', () => {
  test('is closed', () => {
    const good = [
      'types.ts',
      'rules.test.ts',
      'rules/vote-count.ts',
      'rules/vote-count.test.ts',
      'client.svelte.ts',
      'server/jobs.ts',
      'server/commands/vote-count.ts',
      'ui/SignIn.svelte',
    ];
    const bad = [
      'helpers.ts',
      'index.ts',
      'server/types.ts',
      'server/a/queries.ts',
      'server/jobs/a.ts',
      'ui/signIn.svelte',
      'ui/form.ts',
      'rules/deep/a.ts',
      'sub/types.ts',
    ];
    const inIdentity = (names: string[]) => [readme, ...names.map((name) => file(`src/domains/identity/${name}`))];
    expect(vocabularyProblems(inIdentity(good))).toEqual([]);
    expect(vocabularyProblems(inIdentity(bad)).map((problem) => problem.split(':')[0])).toEqual(
      bad.map((name) => `src/domains/identity/${name}`),
    );
  });

  test('knows only domains that are on the map', () => {
    expect(vocabularyProblems([file('src/domains/finance/types.ts')])[0]).toContain('is in no domain');
    expect(vocabularyProblems([file('src/domains/training/types.ts')])[0]).toContain('is in no domain');
  });

  test('begins with a short README', () => {
    expect(vocabularyProblems([file('src/domains/identity/types.ts')])[0]).toContain('README.md: is missing');
    expect(vocabularyProblems([file(readme.path, 'line\n'.repeat(40))])).toEqual([]);
    expect(vocabularyProblems([file(readme.path, 'line\n'.repeat(41))])[0]).toContain('has 41 lines');
  });
});

describe('names and lengths', () => {
  test.each([
    'src/app/open-database.ts',
    'src/ui/SessionForm.svelte',
    'src/routes/(app)/sessions/[id]/+page.server.ts',
    'src/domains/training/sessions/client.svelte.ts',
    'src/service-worker.ts',
    'vite.config.ts',
    'docs/Some Helpers.md',
  ])('%s may be called so', (path) => expect(nameProblems([file(path)])).toEqual([]));

  test.each([
    'src/app/utils.ts',
    'src/app/date-helper.ts',
    'src/app/session.service.ts',
    'src/managers/a.ts',
    'src/app/openDatabase.ts',
    'src/ui/form.svelte',
    'bin/Setup.mjs',
  ])('%s may not', (path) => expect(nameProblems([file(path)])).toHaveLength(1));

  test('a source file has at most 300 lines', () => {
    expect(nameProblems([file('src/app/a.ts', 'x\n'.repeat(300)), file('bench/a.ts', 'x\n'.repeat(900))])).toEqual([]);
    expect(nameProblems([file('src/app/a.ts', 'x\n'.repeat(301))])).toEqual([
      'src/app/a.ts: has 301 lines, more than 300: look for the missing noun and give it a file',
    ]);
  });
});

describe('words that must not be', () => {
  test.each([
    ['src/a.ts', "open('/home/anna/x')"],
    ['docs/a.md', 'see /tmp/copy/x'],
    ['package-lock.json', '{ "resolved": "https://example.org/x.tgz" }'],
    ['.npmrc', 'registry=https://example.org/'],
    ['src/app/a.ts', 'const who = {} as Actor;'],
    ['src/routes/a.svelte', 'const who = {} as unknown as Actor;'],
    ['src/ui/A.svelte', "import type { Person } from '#domains/identity/types.ts';"],
    ['src/domains/network/ui/A.svelte', "import type { Platform } from '#app/platform.ts';"],
    ['src/app/a.ts', `// ${'TO'}DO later`],
  ])('in %s: %s', (path, text) => {
    const problems = wordProblems([file(path, `first line\n${text}\n`)]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${RegExp.escape(path)}:2: `));
  });

  test.each([
    ['src/a.ts', "href('/network/work/plan'); import '../tmp/a.ts'; 'https://example.org/home/a'"],
    ['.npmrc', 'omit-lockfile-registry-resolved=true'],
    ['src/domains/identity/server/queries.ts', 'return seats as unknown as Actor;'],
    ['test/people.ts', 'const anna = {} as Actor;'],
    ['src/ui/A.svelte', "import type { Translate } from '#platform/i18n/translate.ts';"],
    ['src/app/a.ts', 'const who: Actor = visitor;'],
  ])('but not in %s: %s', (path, text) => expect(wordProblems([file(path, text)])).toEqual([]));
});

test('the tree is what is, or would be, in git', async () => {
  const root = await mkdtemp(join(tmpdir(), 'tree-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root });
  git('init', '--quiet');
  for (const name of ['kept.ts', 'gone.ts', 'new.ts', 'ignored.log']) await writeFile(join(root, name), name);
  await writeFile(join(root, '.gitignore'), '*.log\n');
  git('add', 'kept.ts', 'gone.ts');
  await rm(join(root, 'gone.ts'));
  const tree = await readTree(root);
  expect(tree.map(({ path }) => path).sort()).toEqual(['.gitignore', 'kept.ts', 'new.ts']);
  expect(tree.find(({ path }) => path === 'kept.ts')?.text).toBe('kept.ts');
});
