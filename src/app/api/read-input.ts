import * as v from 'valibot';
import type { Contradiction } from '#domains/training/sessions/rules/contradictions.ts';
import { BodyUnreadable, ContentTypeWrong, InputInvalid, type InputProblem } from './refusals.ts';

/** Reads the parameters of an address. Each may be there once, or not at all; empty is not at all. */
export function readQuery<S extends v.GenericSchema>(schema: S, searchParams: URLSearchParams): v.InferOutput<S> {
  const given = [...searchParams].filter(([, text]) => text !== '');
  const result = v.safeParse(schema, Object.fromEntries(given));
  if (result.success) return result.output;
  throw new InputInvalid(
    result.issues.map(({ message, path }) => ({ at: { parameter: String(path?.[0].key) }, key: keyOf(message) })),
  );
}

/** Insists on JSON, which no form of another site can send. */
export function insistOnJson({ headers }: Request): void {
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) throw new ContentTypeWrong();
}

/** Reads the body of a request as JSON, whatever it is. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyUnreadable();
  }
}

/** Checks a value, the whole body or what stands at `pointer` in it; throws what is wrong with it. */
export function check<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  pointer = '',
  contradictions: readonly Contradiction[] = [],
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const problems = result.issues.map(({ message, path }): InputProblem => ({
    at: { pointer: pointer + (path ?? []).map(({ key }) => `/${escape(String(key))}`).join('') },
    key: keyOf(message),
  }));
  throw new InputInvalid(problems, contradictions);
}

const escape = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The key of the sentence; what a schema says without a key of ours is that it is not as described. */
const keyOf = (message: string): string =>
  /^(?:problem\.session|api\.problem)\.\w+$/.test(message) ? message : 'api.problem.unlike';
