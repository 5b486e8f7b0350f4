import { createHash } from 'node:crypto';
import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import * as v from 'valibot';
import { SignInNeeded } from '#domains/identity/errors.ts';
import { keepHeader } from '#platform/http/page-cache.ts';
import {
  downloadTypes,
  fileTypes,
  type Download,
  type FileType,
  type Method,
  type Operation,
  type Operations,
} from './operation.ts';
import { answerProblem } from './answer-problem.ts';
import { insistOnJson, check, readJson, readQuery } from './read-input.ts';
import { MethodNotOffered, PageMissing } from './refusals.ts';

/** The handlers of one address, for a route: its operations, and a refusal of every other method. */
export function answering<Offered extends Operations>(
  operations: Offered,
): Record<(keyof Offered & Method) | 'fallback', RequestHandler> {
  const offered = Object.entries(operations) as [Method, Operation][];
  const allowed = offered.flatMap(([method]) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const handlers = offered.map(([method, operation]): [string, RequestHandler] => [
    method,
    (event) => orProblem(event, () => answer(event, operation)),
  ]);
  const fallback: RequestHandler = (event) => answerProblem(event.locals, new MethodNotOffered(allowed));
  return { ...Object.fromEntries(handlers), fallback } as ReturnType<typeof answering<Offered>>;
}

/** The answer where nothing is. */
export const answerMissing: RequestHandler = ({ locals }) => answerProblem(locals, new PageMissing());

async function orProblem({ locals }: RequestEvent, body: () => Promise<Response>): Promise<Response> {
  try {
    return await body();
  } catch (thrown) {
    return answerProblem(locals, thrown);
  }
}

async function answer({ locals, params, request, url }: RequestEvent, operation: Operation): Promise<Response> {
  if (!operation.isPublic && !locals.actor.personId) throw new SignInNeeded();
  if (request.method !== 'GET' && request.method !== 'HEAD') insistOnJson(request);
  const query = operation.query && readQuery(operation.query, url.searchParams);
  const body = operation.body && check(operation.body, await readJson(request));
  const answered = await operation.carryOut({ locals, params, query, body, origin: url.origin });
  return respond(operation, answered, locals);
}

function respond({ answer: kind, ...operation }: Operation, answered: unknown, locals: App.Locals): Response {
  const headers = { ...keeping(operation, locals), 'content-language': locals.language };
  if (kind === null) return new Response(null, { status: 204, headers });
  if (typeof kind === 'string') return sendFile(kind, answered as Download, headers);
  return Response.json(v.parse(kind, answered), { headers });
}

/**
 * What strangers are told may be kept until the next release, as public pages are. What somebody signed in is told is
 * kept nowhere: the hooks see to that.
 */
const keeping = (
  { id, isPublic }: Pick<Operation, 'id' | 'isPublic'>,
  { actor }: App.Locals,
): Record<string, string> =>
  isPublic && !actor.personId
    ? { 'cache-control': 'public, max-age=0', [keepHeader]: id }
    : { 'cache-control': 'no-store' };

function sendFile(kind: FileType, { name, bytes }: Download, headers: Record<string, string>) {
  const how: Record<string, string> =
    kind in downloadTypes
      ? { 'content-disposition': `attachment; filename="${name}.${kind}"` }
      : { etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
  return new Response(bytes, { headers: { ...headers, ...how, 'content-type': fileTypes[kind] } });
}
