import type { Nationality } from './from-outside.ts';
import type { Statement } from '../types.ts';
import { cutsAmong, sumThrough } from './cuts.ts';
import { indexOf, statedByPlace, statementAt } from './groups.ts';

/**
 * - `stated_twice`: one group, two numbers.
 * - `part_above_whole`: 12 women officers among 10 officers.
 * - `parts_above_whole`: 12 women and 9 men among 20.
 * - `do_not_fit`: any other mix; 10 women and 10 military make 20, while 12 in all and 3 women in the military
 *   leave room for 15.
 * - `nationalities_above_whole`: 12 from Moldova and 11 from Ghana among 20; `more` is then `nationalities`.
 */
export type ContradictionKind =
  'stated_twice' | 'part_above_whole' | 'parts_above_whole' | 'do_not_fit' | 'nationalities_above_whole';

/** `more` make `moreSum` together, but `less` leave room for only `lessSum`. `statements` is both, coarse first. */
export interface Contradiction {
  readonly kind: ContradictionKind;
  readonly statements: readonly Statement[];
  readonly more: readonly Statement[];
  readonly less: readonly Statement[];
  readonly moreSum: number;
  readonly lessSum: number;
  readonly nationalities?: readonly Nationality[];
}

interface Conflict {
  readonly more: readonly number[];
  readonly less: readonly number[];
  readonly places: readonly number[];
  readonly gap: number;
}

/**
 * The contradictions among statements: none if and only if some head-count fits them all. Parts may stay below their
 * whole, as of some people the sex, the status or the rank was not recorded; they may not pass it.
 * Each is as small as can be (no statement of it could be left out), the smallest come first, and no statement
 * is named twice, so that one wrong number is not reported many times over: correct, and look again.
 * The order of the statements does not matter. Every `n` must be a whole number, zero or more.
 */
export function findContradictions(statements: readonly Statement[]): Contradiction[] {
  const twice = findStatedTwice(statements);
  const settled = new Set(twice.map(({ statements: [one] }) => indexOf(one!)));
  const named = statedByPlace(statements.filter((statement) => !settled.has(indexOf(statement))));
  return [...twice, ...findDisjoint(named).map((conflict) => describe(conflict, named))];
}

/** Groups that were stated with two different numbers, coarse first. */
export function findStatedTwice(statements: readonly Statement[]): Contradiction[] {
  const places = [...new Set(statements.map(indexOf))].sort((a, b) => a - b);
  return places.flatMap((place) => {
    const numbers = statements.filter((statement) => indexOf(statement) === place).map(({ n }) => n);
    const [moreSum, lessSum] = [Math.max(...numbers), Math.min(...numbers)];
    if (moreSum === lessSum) return [];
    const [more, less] = [[statementAt(place, moreSum)], [statementAt(place, lessSum)]];
    return [{ kind: 'stated_twice', statements: [...less, ...more], more, less, moreSum, lessSum }];
  });
}

/** Every cut out of which more must flow than may flow in; what is not stated may be nobody. */
function findConflicts(stated: readonly (number | null)[]): Conflict[] {
  return cutsAmong(stated).flatMap(({ out, into }) => {
    const room = sumThrough(into, stated);
    if (sumThrough(out, stated) <= room) return [];
    const more = fewestAbove(room, out, stated);
    const places = [...more, ...into].sort((a, b) => a - b);
    return [{ more, less: into, places, gap: sumThrough(more, stated) - room }];
  });
}

/** As few of the stated groups as already pass what there is room for: the largest ones. */
function fewestAbove(room: number, places: readonly number[], stated: readonly (number | null)[]): number[] {
  const descending = [...places].sort((a, b) => (stated[b] ?? 0) - (stated[a] ?? 0) || a - b);
  let sum = 0;
  const count = descending.findIndex((place) => (sum += stated[place] ?? 0) > room) + 1;
  return descending.slice(0, count).sort((a, b) => a - b);
}

/** The plainest conflict, then the plainest among the statements that it does not name, until none is left. */
function findDisjoint(stated: readonly (number | null)[]): Conflict[] {
  const conflicts = findConflicts(stated);
  if (conflicts.length === 0) return [];
  const plainest = conflicts.reduce((best, other) => (byPlainness(other, best) < 0 ? other : best));
  const others = stated.map((n, place) => (plainest.places.includes(place) ? null : n));
  return [plainest, ...findDisjoint(others)];
}

/** Fewest statements first, then coarse groups before fine ones, then the wider gap. */
function byPlainness(a: Conflict, b: Conflict): number {
  if (a.places.length !== b.places.length) return a.places.length - b.places.length;
  const at = a.places.findIndex((place, n) => place !== b.places[n]);
  return at < 0 ? b.gap - a.gap : a.places[at]! - b.places[at]!;
}

function describe({ more, less, places }: Conflict, stated: readonly (number | null)[]): Contradiction {
  const state = (place: number) => statementAt(place, stated[place]!);
  return {
    kind: kindOf(more.length, less.length),
    statements: places.map(state),
    more: more.map(state),
    less: less.map(state),
    moreSum: sumThrough(more, stated),
    lessSum: sumThrough(less, stated),
  };
}

/** One group that several leave no room for is already above one of them, so `less` is one wherever `more` is. */
function kindOf(more: number, less: number): ContradictionKind {
  if (more === 1) return 'part_above_whole';
  return less === 1 ? 'parts_above_whole' : 'do_not_fit';
}
