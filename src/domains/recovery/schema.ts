import * as v from 'valibot';
import { cleanText } from '#shared/clean-text.ts';
import { isId, type LoginResetId, type PersonId } from '#shared/ids.ts';

/** The form with which a reset is asked for: whose login, and why. The id is made where the form is. */
export const resetSchema = v.object({
  id: v.custom<LoginResetId>(isId, 'recovery.problem.personMissing'),
  personId: v.custom<PersonId>(isId, 'recovery.problem.personMissing'),
  reason: v.pipe(
    v.optional(v.string(), ''),
    v.transform(cleanText),
    v.trim(),
    v.minLength(1, 'recovery.problem.reasonMissing'),
    v.maxLength(2000, 'recovery.problem.reasonTooLong'),
  ),
});
export type ResetAsked = v.InferOutput<typeof resetSchema>;
