import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeOfPersons } from './rules.ts';

/*
 * The range is compared with trying every way in which the attendances of a few small sessions can have been people: those on a
 * list are who the list says, all others anybody else, one seat each.
 */

/** A session: how many were there, and who of them is listed. */
interface Held {
  readonly attendances: number;
  readonly codes: readonly number[];
}

const known = 3;
const session = fc
  .tuple(fc.nat(3), fc.uniqueArray(fc.nat(known - 1), { maxLength: 3 }))
  .map(([more, codes]): Held => ({ attendances: codes.length + more, codes }))
  .filter(({ attendances }) => attendances <= 3);

const sumOf = (sessions: readonly Held[]) => ({
  attendances: sessions.reduce((sum, { attendances }) => sum + attendances, 0),
  lists: sessions.filter(({ codes }) => codes.length > 0).length,
  listed: sessions.reduce((sum, { codes }) => sum + codes.length, 0),
  codes: new Set(sessions.flatMap(({ codes }) => codes)).size,
  largest: Math.max(0, ...sessions.map(({ attendances }) => attendances)),
});

/** How many different people there are in every way to fill the seats: people are numbered, the first ones have the codes. */
function everyNumberOfPersons(sessions: readonly Held[]): Set<number> {
  const people = known + sessions.reduce((sum, { attendances, codes }) => sum + attendances - codes.length, 0);
  const numbers = new Set<number>();
  const fill = (at: number, seated: ReadonlySet<number>) => {
    const held = sessions[at];
    if (!held) return void numbers.add(seated.size);
    for (const others of choose(
      Array.from({ length: people }, (_, person) => person).filter((person) => !held.codes.includes(person)),
      held.attendances - held.codes.length,
    ))
      fill(at + 1, new Set([...seated, ...held.codes, ...others]));
  };
  fill(0, new Set());
  return numbers;
}

function* choose(from: readonly number[], n: number): Generator<number[]> {
  if (n === 0) return void (yield []);
  for (const [at, one] of from.entries())
    for (const others of choose(from.slice(at + 1), n - 1)) yield [one, ...others];
}

describe('the range of persons', () => {
  test('holds every number that is possible, and no other', () => {
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 3 }), (sessions) => {
        const range = rangeOfPersons(sumOf(sessions));
        if (sessions.every(({ codes }) => codes.length === 0)) return void expect(range).toBeNull();
        const possible = everyNumberOfPersons(sessions);
        expect(range).toEqual({ least: Math.min(...possible), most: Math.max(...possible) });
        expect(possible.size).toBe(range!.most - range!.least + 1);
      }),
      { numRuns: 60 },
    );
  });

  test('is no figure without a list, however many attendances there were', () => {
    expect(rangeOfPersons(sumOf([{ attendances: 3, codes: [] }]))).toBeNull();
  });

  test('of two complete lists is one number', () => {
    const sessions = [
      { attendances: 3, codes: [0, 1, 2] },
      { attendances: 2, codes: [1, 2] },
    ];
    expect(rangeOfPersons(sumOf(sessions))).toEqual({ least: 3, most: 3 });
  });
});
