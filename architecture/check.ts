import { join } from 'node:path';
import { dangerProblems } from './dangers.ts';
import { wordProblems } from './forbidden-words.ts';
import { importProblems } from './imports.ts';
import { nameProblems } from './names.ts';
import { readTree } from './tree.ts';
import { vocabularyProblems } from './vocabulary.ts';

const root = join(import.meta.dirname, '..');
const [files, imports] = await Promise.all([readTree(root), importProblems(root)]);
const problems = [
  ...imports,
  ...dangerProblems(files),
  ...vocabularyProblems(files),
  ...nameProblems(files),
  ...wordProblems(files),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`Architecture: ${files.length} files in order.`);
