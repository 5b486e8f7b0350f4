import { groups, indexOf, partitions, statedByPlace } from './rules/groups.ts';
import { intervalOf } from './rules/intervals.ts';
import type { Group, ReleasedCount, Statement } from './types.ts';

/**
 * What is recorded of a head-count, by margin; null where nobody recorded it.
 * Recorded is what was stated, or the sum of recorded parts that exhaust it. Never a difference: of 20 persons with
 * 12 women, the other 8 are "men or not recorded" (docs/decisions/counting.md).
 * For statements that do not contradict each other, each recorded value is the smallest possible one, so parts never
 * add up to more than their whole.
 */
export function marginsOf(statements: readonly Statement[]): ReleasedCount {
  const recorded = recordedByPlace(statements);
  const of = (group: Group) => recorded[indexOf(group)] ?? null;
  return {
    total: of({}),
    women: of({ sex: 'woman' }),
    men: of({ sex: 'man' }),
    civilian: of({ status: 'civilian' }),
    military: of({ status: 'military' }),
    womenCivilian: of({ sex: 'woman', status: 'civilian' }),
    womenMilitary: of({ sex: 'woman', status: 'military' }),
    menCivilian: of({ sex: 'man', status: 'civilian' }),
    menMilitary: of({ sex: 'man', status: 'military' }),
  };
}

/** Partitions come fine before coarse, so one pass from the parts up finds every sum. */
function recordedByPlace(statements: readonly Statement[]): (number | null)[] {
  const recorded = statedByPlace(statements);
  for (const { whole, parts } of partitions) {
    const numbers = parts.map((part) => recorded[part] ?? null);
    if (numbers.every((n) => n !== null)) recorded[whole] ??= leastOf(statements, whole, numbers);
  }
  return recorded;
}

/**
 * A whole that nobody stated is the sum of its parts, unless other statements prove that there were more: 3 women,
 * 2 men and 9 civilians are 9 persons, four of them of unrecorded sex.
 */
function leastOf(statements: readonly Statement[], whole: number, parts: readonly number[]): number {
  const sum = parts.reduce((all, n) => all + n, 0);
  return Math.max(sum, intervalOf(statements, groups[whole]!)?.min ?? 0);
}
