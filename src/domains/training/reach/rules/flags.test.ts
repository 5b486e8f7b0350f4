import { expect, test } from 'vitest';
import type { Day } from '#shared/dates.ts';
import type { PublishedShare, ReportedTotal } from '../types.ts';
import { flagShare, flagTotal } from './flags.ts';

const total = (id: string, asAt: string, value: number, given: Partial<ReportedTotal> = {}): ReportedTotal => ({
  ...{ id, asAt: asAt as Day, value, qualifier: 'over', counted: 'people', countryCode: null, basis: 'not stated' },
  ...{ periodFrom: `${asAt.slice(0, 4)}-01-01` as Day, periodTo: asAt as Day, source: 'A report', note: null },
  ...given,
});
const share = (id: string, given: Partial<PublishedShare>): PublishedShare => ({
  ...{ id, countryCode: 'BA', asAt: '2020', women: null, total: null, percent: null },
  ...{ population: 'all', source: 'A report', note: null, ...given },
});
const names = (flags: readonly { readonly name: string }[]) => flags.map(({ name }) => name);

test('a total that says what was said before stands still, and the earlier one is told of it too', () => {
  const [first, second] = [total('a', '2017-01-01', 4700), total('b', '2020-10-01', 4700)];
  expect(flagTotal(second, [first])).toEqual([{ name: 'standstill', other: first, months: 45 }]);
  expect(flagTotal(first, [second])).toEqual([{ name: 'overtakes', other: second, months: 45 }]);
});

test('a corrected total is not compared with what it said until now', () => {
  expect(flagTotal(total('a', '2017-01-01', 4800), [total('a', '2017-01-01', 4700)])).toEqual([]);
});

test('a total overlaps with each whose period it meets, and with no other', () => {
  const long = total('c', '2020-10-01', 9000, { periodFrom: '2017-01-01' as Day });
  const others = [total('a', '2017-06-01', 10), total('b', '2018-06-01', 20), total('d', '2015-06-01', 5)];
  expect(names(flagTotal(long, others))).toEqual(['overlap', 'overlap']);
  expect(flagTotal(others[2]!, [others[0]!, others[1]!, long])).toEqual([]);
});

test('a share that disagrees with its numbers says what they make; one that agrees says nothing', () => {
  expect(flagShare(share('a', { women: 106, total: 8482, percent: 4.2 }), [])).toMatchObject([
    { name: 'disagrees', computed: (100 * 106) / 8482 },
  ]);
  expect(flagShare(share('a', { women: 106, total: 8482, percent: 1.25 }), [])).toEqual([]);
});

test('two sources of the same people and date that say otherwise are a conflict; of another date they are not', () => {
  const other = share('b', { percent: 12 });
  expect(flagShare(share('a', { percent: 10 }), [other])).toEqual([{ name: 'conflict', other }]);
  expect(flagShare(share('a', { percent: 10, asAt: '2021' }), [other])).toEqual([]);
});
