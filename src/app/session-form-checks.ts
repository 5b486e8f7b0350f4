/*
 * What the form of a session needs as soon as somebody types into it, and not before: the page fetches it then.
 */
export { reckon } from '#domains/training/sessions/rules/reckoning.ts';
export { checkDraft, checkSubmission } from '#domains/training/sessions/rules/submission.ts';
export { readDraft } from '#domains/training/sessions/rules/typed.ts';
export { sayProblems } from './said-problem.ts';
