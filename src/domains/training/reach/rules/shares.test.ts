import { expect, test } from 'vitest';
import { readPublished } from '#demo/published.ts';
import type { PublishedShare } from '../types.ts';
import { computeShare, contradictionsAmong, disagreesWithItself, judgeShares } from './shares.ts';

test('a share is computed, or there is none', () => {
  expect(computeShare(106, 8482)).toBeCloseTo(1.2497, 4);
  expect(computeShare(0, 10)).toBe(0);
  expect(computeShare(null, 10)).toBeNull();
  expect(computeShare(1, null)).toBeNull();
  expect(computeShare(0, 0)).toBeNull();
});

test.each([
  [106, 8482, 4.2, true],
  [341, 1747, 19.5, false],
  [348, 2337, 14.9, false],
  [561, 1578, 35.6, false],
  [561, 1578, 35.5, true],
  [100, 232, 43.1, false],
  [1, 8, 12.5, false],
  [1, 8, 12, false],
  [1, 8, 13, false],
  [1, 8, 12.4, true],
  [0, 8, 0, false],
  [120, null, 6.7, false],
  [null, 100, 6.7, false],
  [12, 100, null, false],
  [0, 0, 5, false],
])('%s of %s published as %s %%: %s', (women, total, percent, disagrees) => {
  expect(disagreesWithItself({ women, total, percent })).toBe(disagrees);
});

const share = (id: string, given: Partial<PublishedShare>): PublishedShare => ({
  ...{ id, countryCode: 'ME', asAt: '2023', women: null, total: null, percent: null, population: 'armed forces' },
  ...{ source: `https://example.org/${id}`, note: null, ...given },
});
const conflictsOf = (...shares: PublishedShare[]) =>
  judgeShares(shares).map((judged) => [judged.share.id, judged.conflicts.map(({ id }) => id)]);

test('sources of the same people and date that say otherwise stand side by side, each with the other', () => {
  const [a, b] = [share('a', { percent: 10.77 }), share('b', { percent: 12.93, population: 'Armed forces ' })];
  expect(conflictsOf(a, share('c', { countryCode: 'RS', percent: 5 }), b)).toEqual([
    ['a', ['b']],
    ['b', ['a']],
    ['c', []],
  ]);
});

test('other people, another date or none, and another country are other quantities', () => {
  const one = share('a', { percent: 10 });
  for (const other of [{ population: 'army' }, { asAt: '2020' }, { asAt: null }, { countryCode: 'RS' }])
    expect(conflictsOf(one, share('b', { percent: 20, ...other }))).toEqual([
      ['a', []],
      ['b', []],
    ]);
  const undated = { asAt: null, percent: 10 };
  expect(conflictsOf(share('a', undated), share('b', { ...undated, percent: 20 }))[0]).toEqual(['a', []]);
});

test.each([
  ['rounded otherwise', { percent: 10.8 }, { percent: 10.77 }, false],
  ['a digit apart', { percent: 10.8 }, { percent: 10.9 }, true],
  ['numbers that give the share', { women: 1077, total: 10000 }, { percent: 10.8 }, false],
  ['other numbers with the same share', { women: 10, total: 100 }, { women: 20, total: 200 }, true],
  ['one without anything', { percent: 10 }, {}, false],
])('%s', (_, first, second, conflict) => {
  const [judged] = judgeShares([share('a', first), share('b', second)]);
  expect(judged!.conflicts.length > 0).toBe(conflict);
});

const published = readPublished('women-in-forces').map((row, at) =>
  share(String(at), {
    countryCode: row['country']!,
    asAt: row['as_at'] || null,
    women: row['women'] ? Number(row['women']) : null,
    total: row['total'] ? Number(row['total']) : null,
    percent: row['percent_published'] ? Number(row['percent_published']) : null,
    population: row['population']!,
    source: row['source']!,
  }),
);

test('of what was really published, one share disagrees with its own numbers', () => {
  const wrong = judgeShares(published).filter(({ disagreesWithItself }) => disagreesWithItself);
  expect(wrong.map(({ share: { women, total, percent } }) => [women, total, percent])).toEqual([[106, 8482, 4.2]]);
});

test('and the sources about Montenegro contradict each other, while no other contradiction is about the forces', () => {
  const contradictions = readPublished('contradictions').map((row, at) => ({
    ...{ id: String(at), subject: row['what']!, first: row['first']!, second: row['second']! },
    ...{ firstSource: row['first_source']!, secondSource: row['second_source']! },
  }));
  const among = contradictionsAmong(published, contradictions);
  expect(among.map(({ subject }) => subject)).toEqual(['women in the forces of Montenegro']);
  expect(contradictionsAmong([], contradictions)).toEqual([]);
});
