import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSafe, learnt, mayLeaveTogether, nothing, pooledPart, type CountedPeople } from './publication.ts';

/** Every way in which three small numbers can be. */
function threes(threshold: number): [number, number, number][] {
  const small = Array.from({ length: threshold - 1 }, (_, at) => at + 1);
  return small.flatMap((a) => small.flatMap((b) => small.map((c): [number, number, number] => [a, b, c])));
}

describe.each([3, 5, 10])('with a threshold of %i, three that waited together', (threshold) => {
  test('can each still be any small number, for whoever knows the rule, whether their sum was told, and when', () => {
    const told = Map.groupBy(threes(threshold), (three) => {
      const sum = three[0] + three[1] + three[2];
      return mayLeaveTogether(three, threshold) ? sum : 'not told';
    });
    for (const [what, possible] of told)
      for (const place of [0, 1, 2])
        expect(new Set(possible.map((three) => three[place])).size, `${what}, ${place}`).toBe(threshold - 1);
  });

  test('mostly leave', () => {
    const all = threes(threshold);
    const share = all.filter((three) => mayLeaveTogether(three, threshold)).length / all.length;
    expect(share).toBeGreaterThan(0.6);
    expect(mayLeaveTogether([1, 1, 1], threshold)).toBe(false);
  });
});

describe('a split that waits', () => {
  const n = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 60 }));
  const splits = fc.tuple(n, n, n, fc.constantFrom(3, 5, 10));

  test('would wait in the same pool with any other small number in its place', () => {
    let pooled = 0;
    fc.assert(
      fc.property(splits, ([women, men, rest, threshold]) => {
        const of = ([w, m, r]: readonly number[]): CountedPeople => ({
          ...nothing,
          ...{ total: w! + m! + r!, women: w!, men: m! },
        });
        const numbers = [women, men, rest];
        const part = pooledPart(of(numbers), 'sex', threshold);
        if (part === null) return;
        pooled += 1;
        expect(isSafe(of(numbers), 'sex', threshold)).toBe(false);
        const [small, large] = part.split('/').map((place) => Number(place) - 1) as [number, number];
        const both = numbers[small]! + numbers[large]!;
        for (let other = 1; other < threshold; other++) {
          const instead = numbers.with(small, other).with(large, both - other);
          expect(pooledPart(of(instead), 'sex', threshold)?.split('/')[0]).toBe(part.split('/')[0]);
          expect(learnt(of(instead), 'sex')[large]).toBeGreaterThanOrEqual(threshold);
        }
      }),
      { numRuns: 2000 },
    );
    expect(pooled).toBeGreaterThan(100);
  });

  test('waits in none where two of its parts are small, or nothing could make up for another number', () => {
    const sex = (women: number, men: number, total = women + men) =>
      pooledPart({ ...nothing, total, women, men }, 'sex', 5);
    expect(sex(3, 20)).toBe('1/2');
    expect(sex(20, 3)).toBe('2/1');
    expect(sex(3, 0, 30)).toBe('1/3');
    expect(sex(3, 5)).toBeNull();
    expect(sex(3, 20, 25)).toBeNull();
    expect(sex(20, 20)).toBeNull();
  });
});
