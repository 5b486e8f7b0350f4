import * as v from 'valibot';
import { sayContradiction } from '#domains/training/sessions/rules/wording.ts';
import { argsOf, type ProblemKey } from '#domains/training/sessions/rules/problems.ts';
import { describeProblem, problemType } from '#platform/http/problem.ts';
import { loadWords } from '#platform/i18n/load-words.ts';
import { createTranslate, type Key, type Translate } from '#platform/i18n/translate.ts';
import { isRefusal } from '#shared/refusal.ts';
import { runningPlatform } from '../platform.ts';
import { InputInvalid, MethodNotOffered, type InputProblem } from './refusals.ts';

/** The shape of every refusal. */
export const problemJson = v.object({
  type: v.string(),
  title: v.pipe(v.string(), v.description('What was refused and why, in the language of who asked.')),
  status: v.pipe(v.number(), v.integer()),
  name: v.pipe(v.string(), v.description('The name of the refusal, the same in every language.')),
  requestId: v.pipe(v.string(), v.description('The number under which the log knows the request.')),
  problems: v.optional(
    v.array(
      v.object({
        pointer: v.optional(v.pipe(v.string(), v.description('Where in the body: a JSON pointer (RFC 6901).'))),
        parameter: v.optional(v.pipe(v.string(), v.description('Or which parameter of the address.'))),
        key: v.string(),
        message: v.string(),
      }),
    ),
  ),
  contradictions: v.optional(
    v.pipe(v.array(v.string()), v.description('Why the numbers of a head-count cannot all be right, naming them.')),
  ),
});

/** Answers with what was refused. Anything else that was thrown is our bug: it is logged, and no detail is shown. */
export async function answerProblem(locals: App.Locals, thrown: unknown): Promise<Response> {
  const { language, requestId } = locals;
  if (!isRefusal(thrown)) runningPlatform().log.error({ err: thrown, requestId }, 'unexpected failure');
  const t = createTranslate(
    language,
    await loadWords(language, ['refusal', 'sessions', 'recording', 'problem', 'api']),
  );
  const refusal = isRefusal(thrown) ? thrown : { name: 'Unforeseen', status: 500, args: {} };
  const { status, name } = refusal;
  const problem = { ...describeProblem({ title: t.refusal(refusal), status, name, requestId }), ...details(t, thrown) };
  return Response.json(problem, {
    status,
    headers: {
      'content-type': problemType,
      'content-language': language,
      'cache-control': 'no-store',
      ...(thrown instanceof MethodNotOffered && { allow: thrown.allowed.join(', ') }),
    },
  });
}

function details(t: Translate, thrown: unknown) {
  if (!(thrown instanceof InputInvalid)) return {};
  const { problems, contradictions } = thrown;
  return {
    problems: problems.map(({ at, key }) => ({ ...at, key, message: sayProblem(t, key) })),
    ...(contradictions.length > 0 && { contradictions: contradictions.map((one) => sayContradiction(t, one)) }),
  };
}

/** The key is known only now, so what its sentence needs is found with it. */
function sayProblem(t: Translate, key: InputProblem['key']): string {
  const args = key.startsWith('api.') ? {} : argsOf(key as ProblemKey);
  return (t as (key: Key, args: Readonly<Record<string, number>>) => string)(key as Key, args);
}
