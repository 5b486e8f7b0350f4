import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importProblems } from './imports.ts';

const imports = Object.fromEntries(
  ['shared', 'platform', 'domains', 'app', 'ui'].map((part) => [`#${part}/*`, `./src/${part}/*`]),
);

/** Files that others import. */
const standing = {
  'src/shared/ids.ts': 'export type Id = string; export const newId = () => "";',
  'src/platform/database/reading.ts': 'export interface Reading { at: Date } export const now = () => 0;',
  'src/platform/http/page.ts': 'export const page = 1;',
  'src/platform/i18n/context.ts': 'export const useTranslate = () => 1;',
  'src/ui/Button.svelte': '<button>Go</button>',
  'src/app/platform.ts': 'export const running = 1;',
  'src/domains/identity/types.ts': 'export type Person = string;',
  'src/domains/identity/access.ts': 'export const may = () => true;',
  'src/domains/identity/server/queries.ts': 'export const findPerson = () => 1;',
  'src/domains/identity/server/commands.ts': 'export const signIn = () => 1;',
  'src/domains/network/types.ts': 'export type Network = string;',
  'src/domains/network/ui/Roster.svelte': '<p>Roster</p>',
  'src/routes/+page.ts': 'export const load = 1;',
};

/** What is forbidden in a tree that has these files besides those that stand: `from: imports to` of each. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), 'architecture-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const all = { 'package.json': JSON.stringify({ type: 'module', imports }), ...standing, ...files };
  await mkdir(join(root, 'node_modules'));
  await symlink(join(import.meta.dirname, '../node_modules/svelte'), join(root, 'node_modules/svelte'));
  for (const [path, text] of Object.entries(all)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const problems = await importProblems(root);
  return [...new Set(problems.map((problem) => problem.split(': ').slice(0, 2).join(': ')))];
}

const script = (code: string) => `<script lang="ts">\n  ${code}\n</script>\n`;

test('what the architecture allows is left alone', async () => {
  const files = {
    'src/domains/network/rules.ts': `import type { Person } from '#domains/identity/types.ts'; import { newId } from '#shared/ids.ts'; export const a = (p: Person) => newId() + p;`,
    'src/domains/network/server/queries.ts': `import type { Reading } from '#platform/database/reading.ts'; import { findPerson } from '#domains/identity/server/queries.ts'; import { createHash } from 'node:crypto'; export const a = (r: Reading) => [findPerson(), createHash, r];`,
    'src/domains/network/ui/Badge.svelte': script(
      `import Button from '#ui/Button.svelte'; import { useTranslate } from '#platform/i18n/context.ts'; import type { Network } from '../types.ts'; import Roster from './Roster.svelte'; let { network }: { network: Network } = $props();`,
    ),
    'src/routes/network/+page.svelte': script(
      `import Roster from '#domains/network/ui/Roster.svelte'; import { may } from '#domains/identity/access.ts'; import { page } from '#platform/http/page.ts'; import { goto } from '$app/navigation';`,
    ),
    'src/app/all.ts': `import { signIn } from '#domains/identity/server/commands.ts'; import { now } from '#platform/database/reading.ts'; export const a = [signIn, now];`,
    'src/domains/identity/rules.test.ts': `import { readFile } from 'node:fs'; import { running } from '#app/platform.ts'; export const a = [readFile, running];`,
  };
  expect(await broken(files)).toEqual([]);
});

test.each([
  [
    'shared imports something',
    'src/shared/a.ts',
    `export * from '#platform/http/page.ts'`,
    'src/platform/http/page.ts',
  ],
  [
    'ui knows a domain',
    'src/ui/A.svelte',
    script(`import { may } from '#domains/identity/access.ts';`),
    'src/domains/identity/access.ts',
  ],
  [
    'ui reads the database',
    'src/ui/A.svelte',
    script(`import { now } from '#platform/database/reading.ts';`),
    'src/platform/database/reading.ts',
  ],
  [
    'platform knows a domain',
    'src/platform/a.ts',
    `import type { Person } from '#domains/identity/types.ts'; export type A = Person`,
    'src/domains/identity/types.ts',
  ],
  ['platform knows app', 'src/platform/a.ts', `export * from '#app/platform.ts'`, 'src/app/platform.ts'],
  [
    'a domain uses one below it',
    'src/domains/identity/rules.ts',
    `import type { Network } from '#domains/network/types.ts'; export type A = Network`,
    'src/domains/network/types.ts',
  ],
  [
    'a domain comes through no door',
    'src/domains/network/server/commands.ts',
    `export * from '#domains/identity/server/commands.ts'`,
    'src/domains/identity/server/commands.ts',
  ],
  [
    'a domain borrows permissions',
    'src/domains/network/access.ts',
    `export * from '#domains/identity/access.ts'`,
    'src/domains/identity/access.ts',
  ],
  [
    'a domain takes a tool by itself',
    'src/domains/network/server/commands.ts',
    `export * from '#platform/database/reading.ts'`,
    'src/platform/database/reading.ts',
  ],
  ['a domain opens a file', 'src/domains/network/server/commands.ts', `export * from 'node:fs'`, 'fs'],
  [
    'a domain knows app',
    'src/domains/network/server/commands.ts',
    `export * from '#app/platform.ts'`,
    'src/app/platform.ts',
  ],
  [
    'a domain answers requests',
    'src/domains/network/server/commands.ts',
    `export * from '@sveltejs/kit'`,
    '@sveltejs/kit',
  ],
  [
    'rules of a domain draw',
    'src/domains/network/rules.ts',
    `import Button from '#ui/Button.svelte'; export const a = Button`,
    'src/ui/Button.svelte',
  ],
  [
    'rules of a domain ask the server',
    'src/domains/network/rules.ts',
    `export * from '#domains/identity/server/queries.ts'`,
    'src/domains/identity/server/queries.ts',
  ],
  [
    'a component of a domain takes more than words',
    'src/domains/network/ui/A.svelte',
    script(`import { page } from '#platform/http/page.ts';`),
    'src/platform/http/page.ts',
  ],
  [
    'a component of a domain knows app',
    'src/domains/network/ui/A.svelte',
    script(`import { running } from '#app/platform.ts';`),
    'src/app/platform.ts',
  ],
  [
    'app shows a component',
    'src/app/a.ts',
    `import Roster from '#domains/network/ui/Roster.svelte'; export const a = Roster`,
    'src/domains/network/ui/Roster.svelte',
  ],
  [
    'a page reads the database',
    'src/routes/+layout.ts',
    `export * from '#platform/database/reading.ts'`,
    'src/platform/database/reading.ts',
  ],
  ['app imports a page', 'src/app/a.ts', `export * from '../routes/+page.ts'`, 'src/routes/+page.ts'],
  ['a file imports one that is not there', 'src/app/a.ts', `export * from '#ui/Nothing.svelte'`, '#ui/Nothing.svelte'],
])('it is told when %s', async (_, from, text, to) =>
  expect(await broken({ [from]: text })).toContain(`${from}: imports ${to}`),
);

test('it is told when two files import each other', async () => {
  const files = {
    'src/platform/a.ts': `import { b } from './b.ts'; export const a = () => b;`,
    'src/platform/b.ts': `import { a } from './a.ts'; export const b = () => a;`,
  };
  expect(await broken(files)).toContain('src/platform/a.ts: imports src/platform/b.ts');
});

test('it is told when a package is a development tool', async () => {
  const files = {
    'package.json': JSON.stringify({ type: 'module', imports, devDependencies: { tool: '1.0.0' } }),
    'node_modules/tool/package.json': '{ "name": "tool", "version": "1.0.0", "main": "index.js" }',
    'node_modules/tool/index.js': 'module.exports = {};',
    'src/app/a.ts': `export * from 'tool';`,
  };
  expect(await broken(files)).toEqual(['src/app/a.ts: imports node_modules/tool/index.js']);
});
