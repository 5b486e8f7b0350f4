import type { Group, Statement } from '../types.ts';
import { findStatedTwice } from './contradictions.ts';
import { everyCut, leastThrough, mostThrough } from './cuts.ts';
import { indexOf, statedByPlace } from './groups.ts';

/** From `min` to `max` persons, both possible, and all between; `max` is null where nothing limits it. */
export interface Interval {
  readonly min: number;
  readonly max: number | null;
}

/**
 * How many persons of a group there can have been, given what was stated, if everybody is a woman or a man and of
 * one status. This is what is possible, not what is recorded: of 20 persons with 12 women, 8 must be men, yet
 * nobody recorded them as men (see `marginsOf`).
 * Null where the statements contradict each other. Exact: every cut gives one bound (see `everyCut`), and the
 * tightest of them is reached.
 */
export function intervalOf(statements: readonly Statement[], group: Group): Interval | null {
  if (findStatedTwice(statements).length > 0) return null;
  const stated = statedByPlace(statements);
  const place = indexOf(group);
  let [min, max] = [0, Infinity];
  for (const { out, into } of everyCut()) {
    const [least, most] = [leastThrough(out, stated), mostThrough(into, stated)];
    if (least > most) return null;
    if (out.includes(place)) max = Math.min(max, most - least);
    else if (into.includes(place)) min = Math.max(min, least - mostThrough(into, stated, place));
  }
  const own = stated[place] ?? null;
  return own === null ? { min, max: max === Infinity ? null : max } : { min: own, max: own };
}
