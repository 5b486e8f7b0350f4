import { fail, type ActionFailure } from '@sveltejs/kit';
import { isRefusal } from '#shared/refusal.ts';

/** What a form is told when the platform says no: the refusal's name and what its sentence needs. */
export interface Refused {
  refusal: string;
  args: Readonly<Record<string, string | number>>;
}

/**
 * Carries out what a form asked for. A refusal goes back to the form, with whatever must not be lost;
 * anything else is our bug and is thrown on.
 */
export async function attempt<Done, Kept extends Record<string, unknown> = Record<string, never>>(
  act: () => Promise<unknown>,
  done: () => Done,
  kept?: Kept,
): Promise<Done | ActionFailure<Refused & Kept>> {
  try {
    await act();
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return fail(thrown.status, { refusal: thrown.name, args: thrown.args, ...(kept as Kept) });
  }
  return done();
}
