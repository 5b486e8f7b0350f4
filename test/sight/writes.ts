import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newId, type OwnerId } from '#shared/ids.ts';
import { fill } from './addresses.ts';
import type { Marked } from './marks.ts';
import { listRoutes } from './routes.ts';

const folder = fileURLToPath(new URL('../../src/routes', import.meta.url));

/** A way to write: an address, how it is asked, and with what. */
export interface Write {
  readonly name: string;
  request(of: Marked, ownerId: OwnerId): { path: string; init: RequestInit };
}

/** Every form action and every writing operation of the interface, as the code has them. */
export function listWrites(): Write[] {
  return [...formActions(), ...operations()];
}

/** Whatever a form of ours could carry: a field too many harms nothing, one too few would be refused for that. */
const fields = (of: Marked, ownerId: OwnerId): Record<string, string> => ({
  ...{ owner: ownerId, ownerId, title: 'Overwritten', place: 'Overwritten', reason: 'Because', grain: 'total' },
  ...{ version: of.versions.submitted, versionId: newId(), revision: '1', after: '1', kind: 'peers_at_home' },
  ...{ occurrence: 'held', dateFrom: '2024-03-01', dateTo: '2024-03-01', countryCode: 'BA', basis: 'head_count' },
});

function formActions(): Write[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('+page.server.ts'))
    .flatMap((file) => {
      const route = `/${file
        .split(/[\\/]/)
        .slice(0, -1)
        .filter((part) => !part.startsWith('('))
        .join('/')}`;
      return actionsIn(readFileSync(`${folder}/${file}`, 'utf8')).map((action) => formAction(route, action));
    });
}

/** The names of a page's form actions: the keys of what it exports as `actions`. */
function actionsIn(text: string): string[] {
  const [, body] = /export const actions[^=]*= \{\n([\s\S]*?)\n\};/.exec(text) ?? [];
  return body ? [...body.matchAll(/^ {2}(?:async )?(\w+)\b/gm)].map(([, name]) => name!) : [];
}

const formAction = (route: string, action: string): Write => ({
  name: `${route}?/${action}`,
  request: (of, ownerId) => ({
    path: `${fill(route, of.sessions.submitted)}${action === 'default' ? '' : `?/${action}`}`,
    init: { method: 'POST', body: new URLSearchParams(fields(of, ownerId)) },
  }),
});

const operations = (): Write[] =>
  listRoutes()
    .filter(({ path }) => path.startsWith('/api/v1/'))
    .flatMap(({ path }) => ['PUT', 'POST', 'DELETE'].map((method) => operation(path, method)));

const operation = (route: string, method: string): Write => ({
  name: `${method} ${route}`,
  request: (of, ownerId) => ({
    path: fill(route, of.sessions.submitted),
    init: { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(fields(of, ownerId)) },
  }),
});
