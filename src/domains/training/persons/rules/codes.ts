import { cleanText } from '#shared/clean-text.ts';
import { longestCode, mostCodes, type CodeReason, type LineProblem } from '../types.ts';

/** What was typed as a list, one code a line: the codes, and what is wrong with which line. */
export interface ReadCodes {
  readonly codes: readonly string[];
  readonly problems: readonly LineProblem[];
}

/** One form of a text for both scripts, in small letters, as the database folds it too. */
export type Fold = (text: string) => string;

/** Reads a list as it was typed. Empty lines count as lines, and are no codes. */
export const readTypedCodes = (fold: Fold, text: string): ReadCodes => readCodes(fold, cleanText(text).split('\n'));

/** Reads lines, each a code or empty. A code is the same in either script, large or small. */
export function readCodes(fold: Fold, lines: readonly string[]): ReadCodes {
  const first = new Map<string, number>();
  const codes: string[] = [];
  const problems: LineProblem[] = [];
  lines.forEach((typed, at) => {
    const code = cleanText(typed).replace(/\s+/g, ' ').trim();
    if (!code) return;
    const line = at + 1;
    const stood = first.get(fold(code));
    const reason = reasonAgainst(code);
    if (reason) problems.push({ line, reason });
    else if (stood !== undefined) problems.push({ line, reason: 'twice', first: stood });
    else if (codes.length === mostCodes) problems.push({ line, reason: 'many' });
    else codes.push(code);
    if (stood === undefined) first.set(fold(code), line);
  });
  return { codes, problems };
}

/** Two words that begin with a capital letter: between blanks or dots in any spelling, otherwise as names are spelt. */
const looksLikeName = (code: string) =>
  code.split(/[\s._,/]+/).filter((word) => /^\p{Lu}\p{L}+$/u.test(word)).length > 1 ||
  (code.match(/\p{Lu}\p{Ll}+/gu)?.length ?? 0) > 1;

function reasonAgainst(code: string): CodeReason | null {
  if (code.includes('@')) return 'email';
  if (looksLikeName(code)) return 'name';
  if (code.length > longestCode) return 'long';
  if (!/^[\p{L}\p{M}\p{Nd} ._/#–-]+$/u.test(code)) return 'sign';
  const digits = code.match(/[0-9]/g)?.length ?? 0;
  // Whoever is called by one word alone has no digit in it; a telephone or a citizen's number has many.
  if (digits === 0) return 'digit';
  return digits > 8 ? 'number' : null;
}
