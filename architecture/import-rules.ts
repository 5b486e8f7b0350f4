import type { IRegularForbiddenRuleType } from 'dependency-cruiser';
import { domains, doors } from './domains.mjs';

type Rule = IRegularForbiddenRuleType & { comment: string };

const test = '\\.test\\.ts$';
const inDomain = '^src/domains/';
const page = `${inDomain}.+/ui/[^/]+\\.svelte$`;
/** Files of a domain that run anywhere. */
const anywhere = `${inDomain}.+/(?:(?:types|schema|events|rules|access|errors)\\.ts|rules/[^/]+\\.ts|client\\.svelte\\.ts|ui/[^/]+)$`;
/** Packages of types alone: there is nothing to resolve, and the type check knows whether they are there. */
const typesAlone = '^(?:geojson|topojson-specification)$';
/** What SvelteKit makes when it builds: modules that are no files. */
const made = '^(?:\\$app/|\\$env/|\\./\\$types|\\$service-worker)';

/** Who may import what, as rules for dependency-cruiser. The comment of each says how to mend what breaks it. */
export const importRules: readonly Rule[] = [
  rule('shared-imports-nothing', 'shared is pure and tiny: move the file to where its imports live', {
    from: { path: '^src/shared/' },
    to: { pathNot: '^src/shared/' },
  }),
  rule('ui-stays-portable', 'src/ui may import shared and platform/i18n only: take the rest as a property', {
    from: { path: '^src/ui/' },
    to: { path: '^src/', pathNot: '^src/(?:ui|shared|platform/i18n)/' },
  }),
  rule('platform-knows-no-domain', 'platform may import shared and platform only: let the caller hand it in', {
    from: { path: '^src/platform/' },
    to: { path: '^src/', pathNot: '^src/(?:platform|shared)/' },
  }),
  rule('no-cycle', 'these import each other: move what both need to a file of its own', {
    from: { path: '^src/' },
    to: { circular: true },
  }),
  rule('domain-stays-below', 'a domain does not import app, routes or ui: hand it in, or move the code up', {
    from: { path: inDomain, pathNot: page },
    to: { path: '^src/(?!domains/|platform/|shared/)' },
  }),
  rule('domain-page-stays-below', 'a component of a domain may import ui, but not app or routes', {
    from: { path: page },
    to: { path: '^src/(?!domains/|platform/|shared/|ui/)' },
  }),
  rule('domain-opens-nothing', 'a domain takes only types from platform: it is handed Reading, Work and tools', {
    from: { path: inDomain, pathNot: page },
    to: { path: '^src/platform/', dependencyTypesNot: ['type-only'] },
  }),
  rule('domain-page-opens-nothing', 'a component of a domain takes only words from platform', {
    from: { path: page },
    to: { path: '^src/platform/', pathNot: '^src/platform/i18n/', dependencyTypesNot: ['type-only'] },
  }),
  rule('domain-opens-no-file', 'a domain opens no file, connection or process: let app do it and hand in the result', {
    from: { path: inDomain },
    to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?crypto$' },
  }),
  rule('server-knows-no-framework', 'the server part of a domain must not know SvelteKit: throw a Refusal instead', {
    from: { path: `${inDomain}.+/server/` },
    to: { path: '(?:^|/)@sveltejs/kit' },
  }),
  rule('anywhere-means-anywhere', 'this file also runs in a browser: it cannot use a server/ folder', {
    from: { path: anywhere },
    to: { path: '/server/' },
  }),
  rule('components-are-for-pages', 'the components of a domain are for routes: show both on one page instead', {
    from: { pathNot: ['^src/routes/', `${inDomain}.+/ui/`, test] },
    to: { path: `${inDomain}.+/ui/` },
  }),
  rule('routes-are-thin', 'of platform, routes use http and i18n only: go through app or a domain', {
    from: { path: '^src/routes/' },
    to: { path: '^src/platform/', pathNot: '^src/platform/(?:http|i18n)/' },
  }),
  rule('nobody-imports-routes', 'routes are adapters: move what is shared to app or to a domain', {
    from: { pathNot: '^src/routes/' },
    to: { path: '^src/routes/' },
  }),
  rule('import-exists', 'there is no such file or package', {
    from: { path: '^src/' },
    to: { couldNotResolve: true, pathNot: [made, typesAlone].flat() },
  }),
  rule(
    'needs-no-tool',
    'this package is a development tool, which a production install lacks: move it to dependencies',
    {
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ),
  ...domains.map((domain, index) => doorsOf(domain, domains.slice(0, index))),
];

function rule(name: string, comment: string, { from, to }: Pick<Rule, 'from' | 'to'>): Rule {
  const { pathNot = [], ...rest } = from;
  return { name, comment, severity: 'error', from: { ...rest, pathNot: [test, pathNot].flat() }, to };
}

/** A domain may import its own files, and the doors of the domains before it. */
function doorsOf(domain: string, before: readonly string[]): Rule {
  const open = doors.map((door) => RegExp.escape(door)).join('|');
  const above = before.map((name) => `${inDomain}${name}/(?:${open})$`);
  return rule(
    `doors-of-${domain}`,
    `${domain} may import only doors (${doors.join(', ')}) of domains before it in architecture/domains.mjs`,
    {
      from: { path: `${inDomain}${domain}/` },
      to: { path: inDomain, pathNot: [`${inDomain}${domain}/`, ...above] },
    },
  );
}
