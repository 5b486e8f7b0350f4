import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { writeAccessDocument } from '#test/sight/document.ts';

test('docs/access.md says who sees what as the code has it: npm run access writes it afresh', async () => {
  expect(await readFile(new URL('../docs/access.md', import.meta.url), 'utf8')).toBe(await writeAccessDocument());
});
