import type * as v from 'valibot';
import { SignInNeeded } from '#domains/identity/errors.ts';
import { bodyLimit } from '#platform/http/body-limit.ts';
import { problemType } from '#platform/http/problem.ts';
import { RequestMalformed, RequestTooLarge } from '#platform/http/refusals.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { Refusal } from '#shared/refusal.ts';
import { signInCookie } from '../visitor.ts';
import { fileTypes, operation, type Method, type Operation, type Operations } from './operation.ts';
import { paths } from './paths.ts';
import { BodyUnreadable, ContentTypeWrong, InputInvalid } from './refusals.ts';
import { descriptionJson, describeParameter, describeSchemas, pathParameters, refTo } from './schemas.ts';

/** The description of the interface, OpenAPI 3.1: made of the operations and schemas that do the work. */
export const readDescription = operation({
  id: 'readDescription',
  summary: 'This description',
  who: 'Anybody.',
  isPublic: true,
  answer: descriptionJson,
  carryOut: describe,
});

async function describe() {
  const t = createTranslate('en', await loadWords('en', ['refusal']));
  const all: Readonly<Record<string, Operations>> = { '/openapi.json': { GET: readDescription }, ...paths };
  const described = Object.entries(all).map(([path, operations]) => [path, describePath(t, path, operations)]);
  return {
    openapi: '3.1.1' as const,
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: 'Kaskada', version: '1', description: about },
    servers: [{ url: '/api/v1' }],
    paths: Object.fromEntries(described) as Record<string, unknown>,
    components: {
      schemas: describeSchemas(),
      securitySchemes: { signIn: { type: 'apiKey', in: 'cookie', name: signInCookie, description: aboutCookie } },
    },
  };
}

/** A description names one cookie; what it is called depends on the connection. */
const aboutCookie = `Over https the cookie is called \`__Host-${signInCookie}\`; over plain http \`${signInCookie}\`.`;

const about =
  'Sessions and figures, by the same rules as the pages: what you may not see on a page, you may not see here. ' +
  'Every refusal is a problem document (RFC 9457). Titles and messages are in the language of `Accept-Language`. ' +
  'Whatever writes is sent with `content-type: application/json`, a deletion too. ' +
  'What is not there and what is not yours to see are answered alike.';

const describePath = (t: Translate, path: string, operations: Operations) => ({
  ...parametersOf(path),
  ...Object.fromEntries(
    (Object.entries(operations) as [Method, Operation][]).map(([method, operation]) => [
      method.toLowerCase(),
      describeOperation(t, method, operation),
    ]),
  ),
});

function parametersOf(path: string) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as keyof typeof pathParameters);
  const parameters = names.map((name) => ({
    in: 'path',
    ...describeParameter(name, pathParameters[name]),
    required: true,
  }));
  return parameters.length > 0 ? { parameters } : {};
}

function describeOperation(t: Translate, method: Method, operation: Operation) {
  const { id, summary, who, isPublic, query, wholeBody } = operation;
  return {
    operationId: id,
    summary,
    description: `Who may: ${who}`,
    security: isPublic ? [] : [{ signIn: [] }],
    ...(query && {
      parameters: Object.entries(query.entries).map(([name, schema]) => ({
        in: 'query',
        ...describeParameter(name, schema as v.GenericSchema),
      })),
    }),
    ...(wholeBody && {
      requestBody: { required: true, content: { 'application/json': { schema: refTo(wholeBody) } } },
    }),
    responses: { ...describeAnswer(operation), ...describeRefusals(t, method, operation) },
  };
}

function describeAnswer({ answer }: Operation) {
  if (answer === null) return { 204: { description: 'Done.' } };
  if (typeof answer === 'string') return { 200: { description: 'The file.', content: { [fileTypes[answer]]: {} } } };
  return { 200: { description: 'The answer.', content: { 'application/json': { schema: refTo(answer) } } } };
}

/** What may be refused, by status, each with its name and sentence. */
function describeRefusals(t: Translate, method: Method, { isPublic, query, body, refusals }: Operation) {
  const writes = method === 'GET' ? [] : [new ContentTypeWrong()];
  const possible: Refusal[] = [
    new RequestMalformed(),
    ...(isPublic ? [] : [new SignInNeeded()]),
    ...writes,
    ...(body ? [new BodyUnreadable(), new RequestTooLarge(bodyLimit / 1024)] : []),
    ...(query || body ? [new InputInvalid([])] : []),
    ...refusals.map((Named) => new Named()),
  ];
  const byStatus = Object.groupBy(possible, ({ status }) => status);
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, named = []]) => [
      status,
      {
        description: named.map((refusal) => `${refusal.name}: ${t.refusal(refusal)}`).join(' '),
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
