import { fail, redirect } from '@sveltejs/kit';
import { attempt, failWith } from '#app/attempt.ts';
import { typedIn, type TypedForm } from '#app/typed-form.ts';
import { SignedOut } from '#domains/identity/errors.ts';
import type { addTrainer } from '#domains/network/server/commands.ts';
import { judge } from './judge.ts';

/** Carries out what a form of the roster asks for, and leads back to the roster; what is refused is told at its field. */
export const keep =
  (verb: typeof addTrainer, done: 'added' | 'corrected') =>
  async ({ locals, params, request }: { locals: App.Locals; params: { id?: string }; request: Request }) => {
    const typed: TypedForm = { ...(await typedIn(request)), ...(params.id !== undefined && { id: params.id }) };
    const kept = { typed, problems: {} as Record<string, string> };
    if (!locals.actor.personId) return failWith(locals, new SignedOut(), kept);
    const { entry, problems } = judge(typed);
    if (!entry) return fail(422, { refusal: '', refusalText: '', typed, problems });
    const refused = await attempt(
      locals,
      () => locals.carryOut(verb, entry),
      () => null,
      kept,
    );
    if (!refused) redirect(303, `/network?done=${done}#roster`);
    return refused;
  };
