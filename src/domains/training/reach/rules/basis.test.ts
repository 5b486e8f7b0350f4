import { expect, test } from 'vitest';
import type { OwnerId } from '#shared/ids.ts';
import type { BasisRow } from '../types.ts';
import { layGroundwork } from './basis.ts';

const row = (year: number, basis: BasisRow['basis'], sessions: number, without: number): BasisRow => ({
  ...{ ownerId: 'BA' as OwnerId, year, basis, sessions },
  ...{ withoutTotal: 0, withoutSex: without, withoutStatus: sessions },
});

test('each way of counting is kept apart, and what is missing is added up over all of them', () => {
  const ground = layGroundwork([row(2014, 'estimate', 2, 2), row(2014, 'sign_in_sheet', 5, 0), row(2016, 'estimate', 1, 1)], { from: 2014, to: 2017 }); // prettier-ignore
  expect(ground).toEqual({
    sessions: 8,
    byBasis: { sign_in_sheet: 5, head_count: 0, estimate: 3, published: 0 },
    withoutTotal: 0,
    withoutSex: 3,
    withoutStatus: 8,
    yearsWithout: [2015, 2017],
  });
});

test('of a ministry without any session, every year is one without records', () => {
  expect(layGroundwork([], { from: 2014, to: 2016 })).toMatchObject({ sessions: 0, yearsWithout: [2014, 2015, 2016] });
});
