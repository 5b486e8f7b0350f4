import { fail, type ActionFailure } from '@sveltejs/kit';
import type { Language } from '#platform/i18n/languages.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { sayRefusal } from './say-refusal.ts';

/** What a form is told when the platform says no: the refusal's name, and its sentence in the visitor's language. */
export interface Refused {
  refusal: string;
  refusalText: string;
}

/**
 * Carries out what a form asked for. A refusal goes back to the form, with whatever must not be lost;
 * anything else is our bug and is thrown on.
 */
export async function attempt<Done, Kept extends object = object>(
  locals: { readonly language: Language },
  act: () => Promise<unknown>,
  done: () => Done,
  kept?: Kept,
): Promise<Done | ActionFailure<Refused & Kept>> {
  try {
    await act();
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown;
    return failWith(locals, thrown, kept);
  }
  return done();
}

/** The answer to a form that is refused: the status and sentence of the refusal, with whatever must not be lost. */
export async function failWith<Kept extends object = object>(
  { language }: { readonly language: Language },
  refusal: Refusal,
  kept?: Kept,
): Promise<ActionFailure<Refused & Kept>> {
  const refused: Refused = { refusal: refusal.name, refusalText: await sayRefusal(language, refusal) };
  return fail(refusal.status, { ...(kept as Kept), ...refused });
}
