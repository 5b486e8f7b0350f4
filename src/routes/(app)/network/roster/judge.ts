import * as v from 'valibot';
import { firstProblems, type TypedForm } from '#app/typed-form.ts';
import { trainerSchema, type TrainerEntry } from '#domains/network/schema.ts';

/** What a form of the roster says, or what is wrong with it, by field: the same before it is sent and where it arrives. */
export function judge(typed: TypedForm): { readonly entry?: TrainerEntry; readonly problems: Record<string, string> } {
  const parsed = v.safeParse(trainerSchema, typed);
  return parsed.success ? { entry: parsed.output, problems: {} } : { problems: firstProblems(parsed.issues) };
}
