import type { WordSource } from '../compile-words.ts';
import type { Language } from '../languages.ts';
import { argumentProblems, messageProblems } from './message.ts';

/** What is wrong with a word file beside its English original (which is compared with itself). */
export function fileProblems(language: Language, english: WordSource, own: WordSource): string[] {
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(own, key));
  return [
    ...missing.map((key) => `"${key}" is missing: translate "${english[key]}"`),
    ...Object.entries(own).flatMap(([key, text]) =>
      entryProblems(language, english[key], text).map((problem) => `"${key}" ${problem}`),
    ),
  ];
}

function entryProblems(language: Language, english: string | undefined, text: string): string[] {
  if (english === undefined) return ['is not among the English keys: remove it or add it there'];
  const problems = messageProblems(language, text);
  if (problems.length > 0 || messageProblems('en', english).length > 0) return problems;
  return argumentProblems(english, text);
}
