import { expect, test } from 'vitest';
import type { PeerCountry } from '../types.ts';
import { compareSplits, isSameFigure } from './comparison.ts';

const country = (change: Partial<PeerCountry> = {}): PeerCountry => ({
  ...{ countryCode: 'MD', sessions: 2, since: 2019, attendances: 10, openSessions: 0, ...change },
});

test('a country of peers is said to have changed whatever of it did, also how many came', () => {
  const before = { countries: [country()] };
  expect(isSameFigure(compareSplits(before, { countries: [country()] }))).toBe(true);
  for (const change of [
    { sessions: 3 },
    { since: 2018 },
    { attendances: 25 },
    { attendances: null },
    { openSessions: 1 },
  ])
    expect(compareSplits(before, { countries: [country(change)] }).countries).toEqual([
      { record: 'MD', what: 'changed' },
    ]);
});
