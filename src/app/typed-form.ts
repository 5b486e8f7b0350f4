import { readForm } from '#platform/http/read-form.ts';
import type * as v from 'valibot';

/** What was typed into a form, by the name of the field. */
export type TypedForm = Readonly<Record<string, string>>;

/** Reads what was typed, to be judged, and to be shown again where it is refused. */
export const typedIn = async (request: Request): Promise<TypedForm> =>
  Object.fromEntries([...(await readForm(request))].map(([name, text]) => [name, String(text)]));

/** The first problem of each field, by the key of its words, in the order of the fields. */
export function firstProblems(issues: readonly v.BaseIssue<unknown>[]): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { path, message } of issues) problems[String(path?.[0]?.key ?? 'form')] ??= message;
  return problems;
}
