import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { ListedSum, PersonRange } from './types.ts';

/** The code of the figure, beside that of the attendances of the same kind. */
export const personsCode = (kind: SessionKind): string => `persons-${kind}`;

/**
 * How many persons stood behind the attendances, where at least one session has a list; else null. At least as many as there are
 * different codes, or as the largest session held at once; at most those, and everybody of whom nobody listed a code. Both are
 * reached: whoever was not listed may be somebody with a code from another list, or nobody whom we know.
 */
export function rangeOfPersons(sum: Omit<ListedSum, 'sessions' | 'unfitLists'>): PersonRange | null {
  if (sum.lists === 0) return null;
  return { least: Math.max(sum.codes, sum.largest), most: sum.codes + sum.attendances - sum.listed };
}
