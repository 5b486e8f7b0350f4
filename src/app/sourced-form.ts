import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { SignedOut } from '#domains/identity/errors.ts';
import { sourcedSchemas, type SourcedForm } from '#domains/training/sourced/schema.ts';
import { writeSourced } from '#domains/training/sourced/server/commands.ts';
import type { SourcedKind } from '#domains/training/sourced/types.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { attempt, failWith } from './attempt.ts';
import { firstProblems, typedIn, type TypedForm } from './typed-form.ts';

/** The fields that nobody types: where one of them is wrong, the form is not ours. */
const hidden = ['id', 'recordId', 'after'];

/** What goes back to a form that is not saved: all that was typed, and what is wrong with it. */
const kept = (typed: TypedForm, problems: Readonly<Record<string, string>> = {}) => ({
  ...{ typed, problems, refusal: '', refusalText: '' },
});

/** Looks a form over without saving it: what does not fit is shown beside it. */
export async function checkRecord(locals: App.Locals, request: Request, kind: SourcedKind) {
  const typed = await typedIn(request);
  const { problems } = readTyped(kind, typed);
  if (isForeign(problems)) return failWith(locals, new FormUnreadable(), kept(typed));
  return { checked: true as const, ...kept(typed, problems) };
}

const isForeign = (problems: Readonly<Record<string, string>>) => hidden.some((name) => name in problems);

function readTyped(kind: SourcedKind, typed: TypedForm) {
  const read = v.safeParse(sourcedSchemas[kind] as v.GenericSchema<unknown, object>, typed);
  const form = read.success ? ({ kind, ...read.output } as SourcedForm) : null;
  return { form, problems: firstProblems(read.issues ?? []) };
}

/** Saves what was typed of one kind of record, and goes back to the list. */
export async function saveRecord(locals: App.Locals, request: Request, kind: SourcedKind) {
  const typed = await typedIn(request);
  if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept(typed));
  const { form, problems } = readTyped(kind, typed);
  if (!form) {
    if (isForeign(problems)) return failWith(locals, new FormUnreadable(), kept(typed));
    return fail(422, kept(typed, problems));
  }
  const refused = await attempt(
    locals,
    () => locals.carryOut(writeSourced, form),
    () => null,
    kept(typed),
  );
  if (refused) return refused;
  redirect(303, `/reach/published?done=${form.after > 0 ? 'corrected' : 'entered'}`);
}
