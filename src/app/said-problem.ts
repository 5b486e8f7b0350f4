import { loadWords } from '#platform/i18n/load-words.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { Place, Problem } from '#domains/training/sessions/rules/submission.ts';

/** One thing to put right, in words: in which field, and what to say there. */
export interface SaidProblem {
  readonly field: Place;
  readonly text: string;
}

/** The places that stand first in the form, in its order; the head-count follows, and then everything else. */
const first: readonly Place[] = ['form', 'dateFrom', 'place', 'unit', 'trainer'];
const rank = ({ field }: Problem) =>
  first.includes(field) ? first.indexOf(field) : first.length + (field.startsWith('count.') ? 0 : 1);

/**
 * Problems in the reader's language, in the order of the form, so that the first of them is the first on the page. Their
 * words are brought here and not with the page, because most visits of a form never need them.
 */
export async function sayProblems(language: Language, problems: readonly Problem[]): Promise<readonly SaidProblem[]> {
  const t = createTranslate(language, await loadWords(language, ['problem']));
  const inOrder = problems.toSorted((a, b) => rank(a) - rank(b));
  return inOrder.map((problem) => ({ field: problem.field, text: sayProblem(t, problem) }));
}

function sayProblem(t: Translate, { key, args }: Problem): string {
  // A year is written without a sign for thousands.
  const written = Object.entries(args).map(([name, n]) => [name, name === 'first' ? String(n) : t.number(n)]);
  return t(key as 'problem.session.lineTooLong', Object.fromEntries(written) as { max: string });
}
