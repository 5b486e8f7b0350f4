import fc, { type Arbitrary } from 'fast-check';
import { actionPath, type Route } from '#test/site-map.ts';
import type { Form } from './forms.ts';
import type { Scene, Visitor } from './scene.ts';
import { jsonLike, valuesOf, type Schema, type ValueFor } from './values.ts';

/** One request as it will be sent. */
export interface Request {
  readonly who: Visitor;
  readonly method: string;
  /** In ASCII, as it stands in the request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Headers = Request['headers'];

/** What requests are made of. */
export interface World {
  readonly origin: string;
  readonly scene: Scene;
  readonly routes: readonly Route[];
  /** Bodies of the interface, by method and address. */
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly findSchema: (ref: string) => Schema;
  /** Names of parameters and fields, and values that mean something somewhere. */
  readonly names: readonly string[];
  readonly choices: readonly string[];
  /** The forms that were met, by who met them. */
  readonly forms: ReadonlyMap<Visitor, readonly Form[]>;
}

/** Requests of everybody to every route: as a browser sends them, as a program does, and as neither does. */
export const requestsTo = (world: World): Arbitrary<Request> =>
  fc.oneof(...world.scene.visitors.map((who) => requestsBy(world, who)));

function requestsBy(world: World, who: Visitor): Arbitrary<Request> {
  const values = valuesOf(world.scene, who, world.choices);
  const forms = world.forms.get(who) ?? [];
  const parts: { weight: number; arbitrary: Arbitrary<Omit<Request, 'who'>> }[] = [
    { weight: 5, arbitrary: looks(world, values) },
    { weight: 3, arbitrary: actions(world, values) },
    { weight: 4, arbitrary: apiWrites(world, values) },
    { weight: 1, arbitrary: anyMethod(world, values) },
    ...(forms.length > 0 ? [{ weight: 5, arbitrary: offeredForms(world, forms, values) }] : []),
  ];
  return fc.oneof(...parts).map((request) => ({ ...request, who }));
}

const escape = (text: string) => encodeURIComponent(text.toWellFormed());
const encode = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&');

/** An address with its parameters filled in; now and then one that no link leads to. */
function addresses(path: string, values: ValueFor): Arbitrary<string> {
  const parts = path.split(/\[(?:\.\.\.)?(\w+)\]/);
  const filled = fc
    .tuple(...parts.map((part, at) => (at % 2 ? values(part).map(escape) : fc.constant(part))))
    .map((all) => all.join(''));
  const bent = fc
    .tuple(
      filled,
      fc.constantFrom('/', '//', '/..', '/%2e%2e/', '/%2e%2e%2f', '%2f', '/.', ';a', '%00', '/__data.json', '.json'),
    )
    .map(([address, end]) => address + end);
  return fc.oneof({ weight: 15, arbitrary: filled }, bent);
}

const queries = ({ names }: World, values: ValueFor, most = 4): Arbitrary<string> =>
  fc.array(fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), values(name))), { maxLength: most }).map(encode); // prettier-ignore

const accepts = fc.record({
  accept: fc.constantFrom('text/html', 'text/html,*/*;q=0.8', 'application/json', '*/*', 'text/csv;q=x'),
  'accept-language': fc.constantFrom('en', 'sr', 'mk,en;q=0.5', 'xx', '*', 'sr-Latn;q=0.9'),
});

/** Pages, files and data, looked at. */
function looks(world: World, values: ValueFor): Arbitrary<Omit<Request, 'who'>> {
  return fc
    .constantFrom(...world.routes.filter(({ isPage, methods }) => isPage || methods.includes('GET')))
    .chain((route) => {
      const path = route.isPage && route.path !== '/' ? fc.constantFrom(route.path, route.path, `${route.path}/__data.json`) : fc.constant(route.path); // prettier-ignore
      return fc
        .tuple(
          path.chain((one) => addresses(one, values)),
          queries(world, values),
          accepts,
          fc.constantFrom('GET', 'GET', 'GET', 'HEAD'),
        )
        .map(([address, query, headers, method]) => ({
          method,
          path: query ? `${address}?${query}` : address,
          headers,
          body: '',
        }));
    });
}

const formType = { 'content-type': 'application/x-www-form-urlencoded' };

/** From where a form is sent: nearly always from our own page. */
const senders = ({ origin }: World): Arbitrary<Headers> =>
  fc.oneof(
    {
      weight: 18,
      // A browser without script is answered with a page, one with script with data.
      arbitrary: fc.constantFrom<Headers>(
        { origin, accept: 'text/html' },
        { origin, accept: 'text/html', 'accept-language': 'sr' },
        { origin, accept: 'application/json', 'x-sveltekit-action': 'true' },
      ),
    },
    fc.constantFrom<Headers>({}, { origin: 'https://elsewhere.example' }, { origin: 'null' }),
  );

/** A form that a page offered, changed here and there. */
const offeredForms = (world: World, forms: readonly Form[], values: ValueFor): Arbitrary<Omit<Request, 'who'>> =>
  fc.constantFrom(...forms).chain(({ action, fields }) =>
    fc
      .tuple(
        senders(world),
        ...fields.map(([name, value]) =>
          fc.oneof(
            { weight: 8, arbitrary: fc.constant([name, value] as const) },
            values(name).map((other) => [name, other] as const),
          ),
        ),
      )
      .map(([headers, ...pairs]) => ({
        method: 'POST',
        path: action,
        headers: { ...formType, ...headers },
        body: encode(pairs as [string, string][]),
      })),
  );

/** A form sent to an action with whatever fields, in whatever shape. */
function actions(world: World, values: ValueFor): Arbitrary<Omit<Request, 'who'>> {
  const targets = world.routes.flatMap(({ path, actions, methods, isPage }) => [
    ...actions.map((action) => actionPath(path, action)),
    ...(methods.includes('POST') ? [path] : []),
    ...(isPage ? [`${path}?/nonsense`] : []),
  ]);
  return fc.constantFrom(...targets).chain((target) => {
    const [path, action] = target.split('?') as [string, string | undefined];
    return fc
      .tuple(
        addresses(path, values),
        senders(world),
        queries(world, values, 8),
        fc.constantFrom('form', 'form', 'form', 'multipart', 'json'),
      )
      .map(([address, headers, fields, shape]) => ({
        method: 'POST',
        path: action ? `${address}?${action}` : address,
        ...inShape(shape, fields, headers),
      }));
  });
}

function inShape(shape: 'form' | 'multipart' | 'json', fields: string, headers: Headers) {
  if (shape === 'form') return { headers: { ...formType, ...headers }, body: fields };
  const pairs = [...new URLSearchParams(fields)];
  if (shape === 'json')
    return {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(Object.fromEntries(pairs)),
    };
  const parts = pairs.map(
    ([name, value], at) =>
      `--cut\r\ncontent-disposition: form-data; name="${escape(name)}"${at % 3 ? '' : '; filename="a.zip"'}\r\n\r\n${value.toWellFormed()}\r\n`,
  );
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=cut', ...headers },
    body: `${parts.join('')}--cut--\r\n`,
  };
}

/** What the interface writes, with bodies that are nearly as it describes them. */
function apiWrites(world: World, values: ValueFor): Arbitrary<Omit<Request, 'who'>> {
  const writes = world.routes.flatMap(({ path, methods }) =>
    methods
      .filter((method) => /PUT|DELETE|PATCH/.test(method) || (method === 'POST' && path.startsWith('/api/')))
      .map((method) => ({ path, method })),
  );
  if (writes.length === 0) return looks(world, values);
  return fc.constantFrom(...writes).chain(({ path, method }) => {
    const schema = world.schemas.get(`${method} ${path}`);
    const json = schema
      ? jsonLike(schema, world.findSchema, values).map((value) => JSON.stringify(value) ?? '')
      : fc.constant('{}');
    const body = fc.oneof(
      { weight: 20, arbitrary: json },
      fc.constantFrom('', '{', '[]', '"', '{"__proto__":{"a":1}}', '[[[[[[[[[['),
      fc.json({ maxDepth: 2 }),
    );
    const type = fc.oneof(
      { weight: 20, arbitrary: fc.constant('application/json') },
      fc.constantFrom('text/plain', 'application/json; charset=utf-16', ''),
    );
    return fc
      .tuple(addresses(path, values), body, type, fc.constantFrom<Headers>({}, { origin: world.origin }), accepts)
      .map(([address, text, contentType, sender, accept]) => ({
        method,
        path: address,
        headers: { ...accept, ...sender, ...(contentType && { 'content-type': contentType }) },
        body: text.toWellFormed(),
      }));
  });
}

/** Any route by any method. */
const anyMethod = (world: World, values: ValueFor): Arbitrary<Omit<Request, 'who'>> =>
  fc
    .tuple(
      fc.constantFrom(...world.routes).chain(({ path }) => addresses(path, values)),
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND'),
      queries(world, values),
      senders(world),
    )
    .map(([path, method, query, headers]) => ({ method, path: query ? `${path}?${query}` : path, headers, body: '' }));
