import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '../../architecture/tree.ts';
import { fillIn, readSiteMap, type Route } from '#test/site-map.ts';
import type { TestSite } from '#test/site.ts';
import { findForms, type Form } from './forms.ts';
import type { World } from './requests.ts';
import type { Scene, Visitor } from './scene.ts';
import type { Schema } from './values.ts';

const root = join(import.meta.dirname, '../..');

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** All that can be asked of a site: its routes as built, the interface as described, the names that the code reads. */
export async function readWorld(site: TestSite, scene: Scene): Promise<World> {
  const answer = await fetch(`${site.origin}/api/v1/openapi.json`);
  const description = (await answer.json()) as Description;
  const schemas = new Map<string, Schema>();
  const parameters: string[] = [];
  for (const [path, operations] of Object.entries(description.paths))
    for (const [method, { parameters: own = [], requestBody }] of Object.entries(operations)) {
      parameters.push(...own.map(({ name }) => name));
      const schema = requestBody?.content['application/json']?.schema;
      if (schema)
        schemas.set(`${method.toUpperCase()} /api/v1${path.replaceAll('{', '[').replaceAll('}', ']')}`, schema);
    }
  return {
    origin: site.origin,
    scene,
    routes: await readSiteMap(),
    schemas,
    findSchema: (ref) => description.components.schemas[ref.split('/').at(-1)!]!,
    names: [...new Set([...parameters, ...(await namesInCode())])].sort(),
    choices: [...choicesIn(description)].sort(),
    forms: new Map(),
  };
}

/** What the code reads from addresses and forms, by its names. */
async function namesInCode(): Promise<string[]> {
  const files = (await readTree(root)).filter(({ path }) => /^src\/.*\.(ts|svelte)$/.test(path));
  const read = /\bname="([\w.-]+)"|\.(?:get|getAll|has)\('([\w.-]+)'\)|\btyped\['(\w+)'\]|\bform\['(\w+)'\]/g;
  return files.flatMap(({ text }) => [...text.matchAll(read)].map((found) => found.slice(1).find(Boolean)!));
}

/** Every value that the description lets somebody choose. */
function choicesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  JSON.stringify(value, (key, inside: unknown) => {
    if (key === 'enum') for (const one of inside as unknown[]) found.add(String(one));
    if (key === 'const') found.add(String(inside));
    return inside;
  });
  return found;
}

const mostForms = 60;

/** Keeps the forms that somebody meets, the latest of each kind, so that they can be sent back changed. */
export function openFormBook(world: World) {
  const book = world.forms as Map<Visitor, Form[]>;
  return {
    note(who: Visitor, page: string, path: string) {
      const known = book.get(who) ?? [];
      for (const form of findForms(page, path)) {
        const at = known.findIndex(({ action }) => action === form.action);
        if (at >= 0) known.splice(at, 1);
        known.push(form);
      }
      book.set(who, known.slice(-mostForms));
    },
  };
}

/** The pages that a person looks at first: every page of the site, with their own sessions where it wants one. */
export const firstPaths = (routes: readonly Route[], sessions: readonly string[]): string[] =>
  routes
    .filter(({ isPage }) => isPage)
    .flatMap(({ path }) => (path.includes('[id]') ? sessions.map((id) => fillIn(path, { id })) : [fillIn(path)]));

/** The folders below `src/routes` in which a page or an endpoint stands. */
export async function routesInCode(): Promise<string[]> {
  const files = (await readTree(root)).map(({ path }) => path);
  const standing = files.filter((path) =>
    /^src\/routes\/(?:.*\/)?\+(?:page\.svelte|page\.server\.ts|server\.ts)$/.test(path),
  );
  return [...new Set(standing.map((path) => `/${path.split('/').slice(2, -1).join('/')}`))].sort();
}

/** The names of the actions that a page's file writes down. */
export const actionsInCode = (id: string): string[] => {
  const path = join(root, 'src/routes', id, '+page.server.ts');
  const text = readFileSync(path, { encoding: 'utf8' });
  const body = /export const actions\b[^=]*=\s*\{([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(?:async )?(\w+)\s*[:(]/gm)].map(([, name]) => name!);
};
