import { partitions, indexOf, statedByPlace } from './rules/groups.ts';
import type { Grain, Group, ReleasedCount, Statement } from './types.ts';

/**
 * What is recorded of a head-count, by margin; null where nobody recorded it.
 * Recorded is what was stated, or the sum of recorded parts that exhaust it. Never a difference: of 20 persons with
 * 12 women, the other 8 are "men or not recorded" (docs/decisions/counting.md).
 * For statements that do not contradict each other, each recorded value is the only possible one.
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
    if (numbers.every((n) => n !== null)) recorded[whole] ??= numbers.reduce((sum, n) => sum + n, 0);
  }
  return recorded;
}

const keptAt: Readonly<Record<Grain, readonly string[] | 'all'>> = {
  total: ['total'],
  sex: ['total', 'women', 'men'],
  sex_and_status: 'all',
};

/** A head-count with what is finer than the grain taken out, as not recorded. */
export function atGrain(count: ReleasedCount, grain: Grain): ReleasedCount {
  const kept = keptAt[grain];
  if (kept === 'all') return count;
  const margins = Object.entries(count).map(([margin, n]) => [margin, kept.includes(margin) ? n : null]);
  return Object.fromEntries(margins) as ReleasedCount;
}
