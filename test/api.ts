import {
  registerSchema,
  setShouldValidateFormat,
  unregisterSchema,
  validate,
  type Validator,
} from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats-lite';
import { expect } from 'vitest';
import type { Actor } from '#shared/actor.ts';
import type { TestSite } from './site.ts';

type Json = Parameters<Validator>[0];

/** The description of the interface, as far as tests look into it. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}
interface Described {
  readonly description: string;
  readonly security: readonly unknown[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { schema?: { $ref: string } }>> }>
  >;
}

/** An answer of the interface, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- checked against its schema when it came
  readonly json: any;
}

/** Asks the interface as somebody; every answer is held against the description. */
export type Asking = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

const schemas = 'https://kaskada.example.org/schemas';

/** The interface of a test site. */
export async function openTestApi(site: TestSite, stranger: Actor) {
  const fetchIt = await site.as(stranger);
  const description = (await (await fetchIt('/api/v1/openapi.json')).json()) as Description;
  const pointed = JSON.stringify(description.components.schemas).replaceAll('#/components/schemas/', '#/$defs/');
  setShouldValidateFormat(true);
  unregisterSchema(schemas);
  registerSchema(
    { $schema: 'https://json-schema.org/draft/2020-12/schema', $defs: JSON.parse(pointed) as never },
    schemas,
  );
  return { description, as: (actor: Actor) => openAs(site, description, actor) };
}

async function openAs(site: TestSite, description: Description, actor: Actor): Promise<Asking> {
  const fetchIt = await site.as(actor);
  return async (method, path, body, headers) => {
    const writes = method === 'PUT' || method === 'DELETE';
    const response = await fetchIt(`/api/v1${path}`, {
      method,
      headers: { ...(writes && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await read(response);
    await expectDescribed(description, method, path, answer);
    return answer;
  };
}

async function read(response: Response): Promise<Answer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const json: unknown = isJson && text ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, bytes, text, json };
}

/** The answer has a status, a type and a shape that the description names. */
async function expectDescribed({ paths }: Description, method: string, path: string, answer: Answer) {
  const name = answer.headers.get('content-type')?.startsWith('application/problem+json') ? 'Problem' : null;
  if (name) expect(await conforms(name, answer.json), `${method} ${path}: ${answer.text}`).toBe(true);
  const template = Object.keys(paths)
    .sort((a, b) => b.length - a.length)
    .find((one) => matches(one, path));
  const operation = template && paths[template]![method.toLowerCase()];
  if (!operation) return;
  const described = operation.responses[answer.status];
  expect(described, `${method} ${path} answers ${answer.status}: ${answer.text}`).toBeDefined();
  if (!described?.content) return expect(answer.text).toBe('');
  const [type, { schema }] = Object.entries(described.content)[0]!;
  expect(answer.headers.get('content-type')).toContain(type);
  if (schema) expect(await conforms(schema.$ref.split('/').at(-1)!, answer.json), answer.text).toBe(true);
}

function matches(template: string, path: string): boolean {
  const parts = template.split(/\{\w+\}/).map(RegExp.escape);
  return new RegExp(`^${parts.join('[^/]+?')}$`).test(path.split('?')[0]!);
}

/** Whether a value is as the schema of this name says. */
export const conforms = async (name: string, value: Json): Promise<boolean> =>
  (await validate(`${schemas}#/$defs/${name}`, value)).valid;
