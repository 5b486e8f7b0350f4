import { basename, dirname } from 'node:path';
import { countLines, type TreeFile } from './tree.ts';

const code = /\.(ts|mjs|js|svelte)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(server|svelte|config|test|generated|d))*\.(ts|mjs|js)$/;
const pascal = /^([A-Z][A-Za-z0-9]*)\.svelte$/;
const empty = /^(utils?|helpers?|managers?|services?|common|misc)$/;
/** The longest file: a longer one is a sign that a noun is missing. */
const lines = 300;

/** Files whose names say nothing or are spelled unlike their neighbours, and files under `src/` that are too long. */
export const nameProblems = (files: readonly TreeFile[]): string[] =>
  files.filter(({ path }) => code.test(path)).flatMap((file) => [...nameProblem(file), ...lengthProblem(file)]);

function nameProblem({ path }: TreeFile): string[] {
  const name = basename(path);
  const isRoute = path.startsWith('src/routes/') && name.startsWith('+');
  // The one name that SvelteKit asks for.
  const said = path === 'src/service-worker.ts' ? [] : path.toLowerCase().split(/[^a-z0-9]+/);
  const word = said.find((part) => empty.test(part));
  if (word) return [`${path}: "${word}" says nothing: name it after what it holds`];
  if (isRoute || (name.endsWith('.svelte') ? pascal : kebab).test(name)) return [];
  return [
    `${path}: ${name.endsWith('.svelte') ? 'a component is in PascalCase' : 'a file is in kebab-case'}: rename it`,
  ];
}

function lengthProblem({ path, text }: TreeFile): string[] {
  const count = countLines(text);
  if (!dirname(path).startsWith('src') || count <= lines) return [];
  return [`${path}: has ${count} lines, more than ${lines}: look for the missing noun and give it a file`];
}
