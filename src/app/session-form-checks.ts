import { checkDraft, checkSubmission } from '#domains/training/sessions/rules/submission.ts';
import { asAsked, readDraft } from '#domains/training/sessions/rules/typed.ts';
import type { SubmissionContext } from '#domains/training/sessions/schema.ts';
import type { SessionDraft } from '#domains/training/sessions/types.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { sayProblems, type SaidProblem } from './said-problem.ts';

/*
 * What the form of a session needs as soon as somebody types into it, and not before: the page fetches it then.
 */
export { reckon } from '#domains/training/sessions/rules/reckoning.ts';

/** What keeps a draft from being submitted, in words; nothing where the words do not come. */
export async function sayMissing(
  language: Language,
  draft: SessionDraft,
  context: SubmissionContext,
): Promise<readonly SaidProblem[]> {
  const checked = checkSubmission(readDraft(asAsked(draft)), context);
  return checked.ok ? [] : sayProblems(language, checked.problems).catch(() => []);
}

/** What keeps a draft even from being saved, in words; nothing where the words do not come. */
export async function sayUnfit(language: Language, draft: SessionDraft): Promise<readonly SaidProblem[]> {
  const checked = checkDraft(draft);
  return checked.ok ? [] : sayProblems(language, checked.problems).catch(() => []);
}
