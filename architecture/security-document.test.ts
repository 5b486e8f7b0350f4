import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/* docs/security.md is only worth what it names: each file and each test in it must exist, and each answer must be one. */

const root = join(import.meta.dirname, '..');
const document = readFileSync(join(root, 'docs/security.md'), 'utf8');
const item =
  /^- \*\*V(?<number>\d+\.\d+\.\d+)\*\* \(level (?<level>[12])\) (?<what>.+?) \*\*(?<answer>yes|no|does not apply)\*\*: (?<why>.+)$/;
const items = document
  .split('\n')
  .filter((line) => line.startsWith('- **V'))
  .map((line) => item.exec(line)?.groups ?? { line });

const isPath = (name: string) => /^[\w.()[\]+-]+(?:\/[\w.()[\]+-]+)+\.\w+$|^[\w-]+\.(?:json|md|ts|js)$/.test(name);
/** What is named in a text: files, each with the titles of the tests that follow it. */
function namedIn(text: string): { path: string; titles: string[] }[] {
  const named: { path: string; titles: string[] }[] = [];
  for (const line of text.split('\n')) {
    let last: { path: string; titles: string[] } | undefined;
    for (const [, path, title] of line.matchAll(/`([^`]+)`|“([^”]+)”(?! above)/g))
      if (path && isPath(path)) named.push((last = { path, titles: [] }));
      else if (title && last?.path.endsWith('.test.ts')) last.titles.push(title);
  }
  return named;
}

test('every requirement of levels 1 and 2 is answered once, in order', () => {
  expect(items.filter((one) => 'line' in one)).toEqual([]);
  const numbers = items.map(({ number }) => number!.split('.').map(Number));
  const rank = ([chapter = 0, section = 0, one = 0]: number[]) => (chapter * 100 + section) * 100 + one;
  expect(numbers.map(rank)).toEqual([...new Set(numbers.map(rank))].sort((a, b) => a - b));
  // As many as ASVS 5.0.0 has of each level.
  expect(items.filter(({ level }) => level === '1')).toHaveLength(70);
  expect(items.filter(({ level }) => level === '2')).toHaveLength(183);
});

test('the answers are counted right', () => {
  for (const answer of ['yes', 'no', 'does not apply']) {
    const said = new RegExp(`^- \\*\\*${answer}\\*\\*, [^(]*\\((\\d+)[);]`, 'm').exec(document)?.[1];
    expect([answer, Number(said)]).toEqual([answer, items.filter((one) => one.answer === answer).length]);
  }
});

describe('what it names exists', () => {
  test.each(namedIn(document))('$path', ({ path, titles }) => {
    const file = join(root, path);
    expect(existsSync(file) && statSync(file).isFile()).toBe(true);
    const text = readFileSync(file, 'utf8');
    for (const title of titles) expect(text).toContain(title);
  });
});

test('a chapter of the page that an answer points to is there', () => {
  for (const [, chapter] of document.matchAll(/“([^”]+)” above/g)) expect(document).toContain(`\n## ${chapter}\n`);
});

test('a yes names a file, a test or a chapter above, unless it says that there is no such thing', () => {
  const bare = items.filter(({ answer, why }) => answer === 'yes' && !/`|“|there are none/.test(why!));
  // What is known of the whole and of no one file.
  expect(bare.map(({ number }) => number)).toEqual(['1.4.1', '3.7.1']);
});
