import type { RequestEvent, RequestHandler } from '@sveltejs/kit';
import * as v from 'valibot';
import { SignInNeeded } from '#domains/identity/errors.ts';
import { downloadTypes, type Download, type Method, type Operation, type Operations } from './operation.ts';
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
  return respond(operation.answer, await operation.carryOut({ locals, params, query, body }), locals);
}

function respond(kind: Operation['answer'], answer: unknown, locals: App.Locals): Response {
  const headers = { ...keeping, 'content-language': locals.language };
  if (kind === null) return new Response(null, { status: 204, headers });
  if (typeof kind === 'string') return sendFile(kind, answer as Download, headers);
  return Response.json(v.parse(kind, answer), { headers });
}

/** Answers depend on who asks and in which language. The hooks forbid to keep anything that somebody signed in was told. */
const keeping = { 'cache-control': 'no-cache', vary: 'Cookie, Accept-Language' };

function sendFile(kind: keyof typeof downloadTypes, { name, bytes }: Download, headers: Record<string, string>) {
  const disposition = `attachment; filename="${name}.${kind}"`;
  return new Response(bytes, {
    headers: { ...headers, 'content-type': downloadTypes[kind], 'content-disposition': disposition },
  });
}
