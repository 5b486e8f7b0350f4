import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerProblems } from './dangers.ts';
import { readTree } from './tree.ts';

const tree = await readTree(join(import.meta.dirname, '..'));
const problemsOf = (text: string, path = 'src/domains/identity/server/queries.ts') =>
  dangerProblems([...tree.filter((file) => file.path !== path), { path, text }]);

test('the platform opens no connection, runs no program and makes no code but where it is said why', () => {
  expect(dangerProblems(tree)).toEqual([]);
});

describe('is noticed', () => {
  test.each([
    'await fetch(url)',
    'await fetch(`https://${host}/`)',
    "fetch('//elsewhere.example')",
    "import { request } from 'node:https';",
    "import net from 'net';",
    "const { connect } = await import('node:tls');",
    "import { lookup } from 'node:dns/promises';",
    "import {\n  Pool,\n} from 'pg';",
    "export { request } from 'undici';",
    "import { exec } from 'node:child_process';",
    'new WebSocket(address)',
    "eval('1')",
    'new Function(text)',
    '{@html text}',
    'place.innerHTML = text',
    'sql.raw(text)',
    'CompiledQuery.raw(text)',
    'await request.formData()',
    'const token = Math.random()',
  ])('%s', (text) => expect(problemsOf(text)).toHaveLength(1));
});

describe('is let be', () => {
  test.each([
    "fetch('/api/v1/sessions')",
    'fetch(`/find/results?${query}`)',
    "import type { IncomingMessage } from 'node:http';",
    "const told = 'fetch failed';",
    'CompiledQuery.raw(`start transaction ${accessMode}`)',
  ])('%s', (text) => expect(problemsOf(text)).toEqual([]));
});

test('a reason that nothing needs any more is noticed', () => {
  expect(problemsOf('', 'src/platform/database/server.ts')).toHaveLength(1);
});
