import { fail } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { sayProblems } from '#app/said-problem.ts';
import { composeOverlaps } from '#app/sharing.ts';
import { listMinistries } from '#domains/identity/server/queries.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import { listUnits } from '#domains/training/curriculum/server/queries.ts';
import { MayNotAdjust } from '#domains/training/sessions/errors.ts';
import { argsOf, type ProblemKey } from '#domains/training/sessions/rules/problems.ts';
import { adjustmentSchema, overlapSchema, withdrawalSchema } from '#domains/training/sessions/schema.ts';
import {
  signAdjustment,
  suggestAgain,
  tellApart,
  withdrawAdjustment,
} from '#domains/training/sessions/server/commands/sharing.ts';
import { FormUnreadable } from '#platform/http/refusals.ts';
import { readForm } from '#platform/http/read-form.ts';
import { coordinatedMinistries } from '#shared/actor.ts';
import { newId } from '#shared/ids.ts';
import * as v from 'valibot';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request }) => {
  const { actor } = locals;
  // A form that was sent after sign-out is answered, so that nothing typed is lost.
  const isAnswer = !actor.personId && request.method === 'POST';
  if (coordinatedMinistries(actor).length === 0 && !isAnswer) throw new MayNotAdjust();
  return locals.asking(async (ask) => ({
    overlaps: await composeOverlaps(ask, actor),
    ministries: await ask(listMinistries),
    units: await ask(listUnits),
    newId: newId<'Adjustment'>(),
  }));
};

type Typed = Readonly<Record<string, string>>;

/** What stands in a form, as texts. Where one of two sessions is chosen to be left out, the other is the one that stays. */
async function readTyped(request: Request): Promise<Typed> {
  const form = await readForm(request);
  const typed = Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']));
  const { which, pair = '' } = typed;
  const stays = pair.split(' ').find((id) => id !== which);
  return which && stays ? { ...typed, session: which, other: stays } : typed;
}

/** Reads a form and carries out what it asks for; what was typed comes back with whatever is said of it. */
async function answer<S extends v.GenericSchema<unknown, unknown>>(
  { locals, request }: { locals: App.Locals; request: Request },
  schema: S,
  act: (asked: v.InferOutput<S>) => Promise<unknown>,
  done: 'apart' | 'again' | 'leftOut' | 'counts',
) {
  const typed = await readTyped(request);
  if (!locals.actor.personId) return failWith(locals, new SignedOut(), { typed });
  const parsed = v.safeParse(schema, typed);
  if (parsed.success)
    return attempt(
      locals,
      () => act(parsed.output),
      () => ({ done }),
      { typed },
    );
  const [issue] = parsed.issues;
  if (issue.path?.[0].key !== 'reason') return failWith(locals, new FormUnreadable(), { typed });
  const key = issue.message as ProblemKey;
  const [problem] = await sayProblems(locals.language, [{ field: 'form', key, args: argsOf(key) }]);
  return fail(422, { problem: problem!.text, typed });
}

export const actions: Actions = {
  apart: (event) =>
    answer(event, overlapSchema, ({ session, other }) => event.locals.carryOut(tellApart, session, other), 'apart'),
  again: (event) =>
    answer(event, overlapSchema, ({ session, other }) => event.locals.carryOut(suggestAgain, session, other), 'again'),
  leaveOut: (event) =>
    answer(event, adjustmentSchema, (asked) => event.locals.carryOut(signAdjustment, asked), 'leftOut'),
  countAgain: (event) =>
    answer(
      event,
      withdrawalSchema,
      ({ id, reason }) => event.locals.carryOut(withdrawAdjustment, id, reason),
      'counts',
    ),
};
