import { loadWords } from '#platform/i18n/load-words.ts';
import type { Language } from '#platform/i18n/languages.ts';
import { createTranslate, type Translate } from '#platform/i18n/translate.ts';
import type { Place, Problem } from '#domains/training/sessions/rules/submission.ts';

/** One thing to put right, in words: in which field, and what to say there. */
export interface SaidProblem {
  readonly field: Place;
  readonly text: string;
}

/**
 * Problems in the reader's language. Their words are brought here and not with the page, because most visits of a form
 * never need them.
 */
export async function sayProblems(language: Language, problems: readonly Problem[]): Promise<readonly SaidProblem[]> {
  const t = createTranslate(language, await loadWords(language, ['problem']));
  return problems.map((problem) => ({ field: problem.field, text: sayProblem(t, problem) }));
}

function sayProblem(t: Translate, { key, args }: Problem): string {
  // A year is written without a sign for thousands.
  const written = Object.entries(args).map(([name, n]) => [name, name === 'first' ? String(n) : t.number(n)]);
  return t(key as 'problem.session.lineTooLong', Object.fromEntries(written) as { max: string });
}
