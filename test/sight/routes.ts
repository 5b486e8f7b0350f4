import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/routes', import.meta.url));

/** A route as the files of `src/routes` make it: its address with `[parameters]`, and whether it is a page. */
export interface Route {
  readonly path: string;
  readonly kind: 'page' | 'endpoint';
}

/** Every address that the site answers, in the order of their letters. */
export function listRoutes(): Route[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const routes = files.flatMap((file): Route[] => {
    const name = file.split(/[\\/]/).at(-1)!;
    const kind = /^\+page(\.server\.ts|\.svelte)$/.test(name) ? 'page' : name === '+server.ts' ? 'endpoint' : null;
    return kind ? [{ path: addressOf(file), kind }] : [];
  });
  return [...new Map(routes.map((route) => [route.path, route])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Groups such as `(app)` are folders and no part of an address. */
const addressOf = (file: string) => {
  const parts = file.split(/[\\/]/).slice(0, -1);
  return `/${parts.filter((part) => !part.startsWith('(')).join('/')}`;
};
