import { describe, expect, test } from 'vitest';
import type { Day } from '#shared/dates.ts';
import type { ReportedTotal } from '../types.ts';
import { flagOverlaps, flagStandstills, isInsideReported } from './reported.ts';

const begin = '2014-03-13' as Day;
const total = (asAt: string, value: number, change: Partial<ReportedTotal> = {}) => ({
  asAt: asAt as Day,
  qualifier: 'more than' as ReportedTotal['qualifier'],
  value,
  countryCode: null as string | null,
  periodFrom: begin,
  periodTo: asAt as Day,
  ...change,
});
const published = [
  total('2014-12-31', 350, { qualifier: 'exactly' }),
  total('2015-09-24', 3000, { qualifier: 'over' }),
  total('2015-09-24', 700, { qualifier: 'over', countryCode: 'RS' }),
  total('2016-06-15', 4000),
  total('2017-01-15', 4700, { qualifier: 'over', periodTo: '2016-12-31' as Day }),
  total('2020-10-21', 4700),
];

describe('standstills', () => {
  test('the published totals stand still once: for 45 months, from January 2017 to October 2020', () => {
    expect(flagStandstills(published)).toEqual([{ earlier: published[4], later: published[5], months: 45 }]);
    expect(flagStandstills([...published].reverse())).toEqual(flagStandstills(published));
  });

  test('are counted from the first total that is not passed, and a fall is one too', () => {
    const [first, second, third] = [total('2017-01-15', 4700), total('2018-03-01', 4650), total('2019-01-31', 4700)];
    expect(flagStandstills([third, first, second])).toEqual([
      { earlier: first, later: second, months: 14 },
      { earlier: first, later: third, months: 24 },
    ]);
  });

  test('need time to pass, one scope, and a value that is really not above', () => {
    expect(flagStandstills([total('2017-01-15', 5), total('2017-01-15', 5)])).toEqual([]);
    expect(flagStandstills([total('2017-01-15', 5), total('2018-01-15', 5, { countryCode: 'ME' })])).toEqual([]);
    expect(flagStandstills([total('2017-01-15', 5, { qualifier: 'exactly' }), total('2018-01-15', 5)])).toEqual([]);
    expect(flagStandstills([total('2017-01-15', 5), total('2018-01-15', 5, { qualifier: 'exactly' })])).toHaveLength(1);
  });
});

describe('overlaps', () => {
  test('every two of the published totals overlap, as all count from the beginning', () => {
    expect(flagOverlaps(published)).toHaveLength(15);
    expect(flagOverlaps([published[4]!, published[0]!])).toEqual([
      { first: published[0], second: published[4], from: begin, to: '2014-12-31' },
    ]);
  });

  test('need a day in both periods, and scopes that meet', () => {
    const later = total('2020-10-21', 9, { periodFrom: '2015-01-01' as Day });
    expect(flagOverlaps([published[0]!, later])).toEqual([]);
    expect(flagOverlaps([published[0]!, { ...later, periodFrom: '2014-12-31' as Day }])).toHaveLength(1);
    const inside = total('2015-01-01', 9, { countryCode: 'ME' });
    expect(flagOverlaps([published[2]!, inside])).toEqual([]);
    expect(flagOverlaps([published[1]!, inside])).toHaveLength(1);
  });
});

test('a session is inside what was reported if its day and scope are', () => {
  const [network, serbia] = [published[0]!, published[2]!];
  expect(isInsideReported('2014-12-31' as Day, 'ME', [network])).toBe(true);
  expect(isInsideReported('2015-01-01' as Day, 'ME', [network])).toBe(false);
  expect(isInsideReported('2014-03-12' as Day, 'ME', [network])).toBe(false);
  expect(isInsideReported('2014-03-13' as Day, null, [network])).toBe(true);
  expect(isInsideReported('2015-01-01' as Day, 'RS', [serbia])).toBe(true);
  expect(isInsideReported('2015-01-01' as Day, 'ME', [serbia])).toBe(false);
  expect(isInsideReported('2015-01-01' as Day, null, [serbia])).toBe(false);
});
