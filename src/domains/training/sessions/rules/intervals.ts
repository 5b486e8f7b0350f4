import type { Group, Statement } from '../types.ts';
import { findStatedTwice } from './contradictions.ts';
import { cutsAmong, sumThrough } from './cuts.ts';
import { indexOf, statedByPlace } from './groups.ts';

/** From `min` to `max` persons, both possible, and all between; `max` is null where nothing limits it. */
export interface Interval {
  readonly min: number;
  readonly max: number | null;
}

/**
 * How many persons of a group there can have been, given what was stated: of 20 persons with 12 women, 0 to 8 men, as
 * the sex of the others was not recorded. This is what is possible, not what is recorded (see `marginsOf`).
 * Null where the statements contradict each other. Exact: every cut gives one bound (see `cutsAmong`), and the
 * tightest of them is reached.
 */
export function intervalOf(statements: readonly Statement[], group: Group): Interval | null {
  if (findStatedTwice(statements).length > 0) return null;
  const stated = statedByPlace(statements);
  const place = indexOf(group);
  const own = stated[place] ?? null;
  let [min, max] = [0, Infinity];
  for (const { out, into } of cutsAmong(stated, place)) {
    const room = sumThrough(into, stated) - sumThrough(out, stated);
    if (own === null && into.includes(place)) min = Math.max(min, -room);
    else if (room < 0) return null;
    else if (out.includes(place)) max = Math.min(max, room);
  }
  if (own !== null) return { min: own, max: own };
  return { min, max: max === Infinity ? null : max };
}
