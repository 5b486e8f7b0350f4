import { domains } from './domains.mjs';
import { countLines, type TreeFile } from './tree.ts';

const allowed = [
  /^README\.md$/,
  /^(types|schema|events|rules|access|errors)(\.test)?\.ts$/,
  /^client\.svelte\.ts$/,
  /^rules\/[a-z0-9-]+(\.test)?\.ts$/,
  /^server\/(tables|queries|commands|listeners|jobs)\.ts$/,
  /^server\/(queries|commands)\/[a-z0-9-]+\.ts$/,
  /^ui\/[A-Z][A-Za-z0-9]*\.svelte$/,
];
const names =
  'README.md, types.ts, schema.ts, events.ts, rules.ts, rules/<name>.ts, access.ts, errors.ts, client.svelte.ts, ' +
  'server/{tables,queries,commands,listeners,jobs}.ts, server/{queries,commands}/<name>.ts, ui/<Name>.svelte';
const readmeLines = 40;

/** Files inside domains whose names are not in the closed vocabulary, and domains that nobody drew or described. */
export function vocabularyProblems(files: readonly TreeFile[]): string[] {
  const inside = files.filter(({ path }) => path.startsWith('src/domains/'));
  const present = domains.filter((domain) => inside.some(({ path }) => path.startsWith(`src/domains/${domain}/`)));
  return [...inside.flatMap(fileProblems), ...present.flatMap((domain) => readmeProblems(domain, inside))];
}

function fileProblems({ path }: TreeFile): string[] {
  const domain = domains.find((name) => path.startsWith(`src/domains/${name}/`));
  if (!domain)
    return [`${path}: is in no domain of architecture/domains.mjs: move it into one, or draw the domain there`];
  const name = path.slice(`src/domains/${domain}/`.length);
  if (allowed.some((pattern) => pattern.test(name))) return [];
  return [`${path}: "${name}" is no name of a file in a domain: use one of ${names}`];
}

function readmeProblems(domain: string, inside: readonly TreeFile[]): string[] {
  const path = `src/domains/${domain}/README.md`;
  const readme = inside.find((file) => file.path === path);
  if (!readme) return [`${path}: is missing: say what the domain is for, its nouns and its rules of the world`];
  const lines = countLines(readme.text);
  return lines > readmeLines ? [`${path}: has ${lines} lines: say it in ${readmeLines}`] : [];
}
