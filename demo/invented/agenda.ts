import type { Approval, LegalCover } from '#domains/training/sessions/rules/from-outside.ts';
import type { Occurrence } from '#domains/training/sessions/types.ts';
import type { Country } from './countries.ts';

/**
 * What became of a record: `revised` was released twice; `corrected` was returned, then released; `reopened`
 * stands released while a newer version waits; `from_coordinator` waits for another coordinator, where there is
 * one; `begun` is a draft that has only its day and place.
 */
export type Fate =
  'released' | 'revised' | 'corrected' | 'reopened' | 'waiting' | 'from_coordinator' | 'returned' | 'draft' | 'begun';

/** How many sessions of each year are drawn: growth, with the dip of 2020. Autumn 2026 comes on top. */
export const sessionsOfYear: readonly (readonly [number, number])[] = [
  [2014, 8],
  [2015, 14],
  [2016, 18],
  [2017, 20],
  [2018, 22],
  [2019, 25],
  [2020, 12],
  [2021, 19],
  [2022, 24],
  [2023, 27],
  [2024, 28],
  [2025, 29],
  [2026, 10],
];

/** January to December: nothing in August. */
export const usualMonths = [2, 5, 9, 8, 9, 8, 2, 0, 8, 10, 10, 5];
export const monthsOf: Record<number, readonly number[]> = {
  2014: [0, 0, 1, 2, 2, 2, 0, 0, 2, 3, 3, 2],
  2020: [4, 6, 0, 2, 3, 3, 0, 0, 4, 5, 4, 2],
  2026: [2, 5, 9, 8, 9, 4, 0, 0, 0, 0, 0, 0],
};

export const sizeOf: readonly (readonly [Country, number])[] = [
  ['BA', 27],
  ['ME', 17],
  ['MK', 22],
  ['RS', 34],
];

/** Sessions for peers from outside the region: who gave them, and when; the peers take turns. */
export const visits: readonly (readonly [Country, string, string])[] = [
  ['RS', '2017-04-03', '2017-06-09'],
  ['BA', '2017-10-02', '2017-11-24'],
  ['RS', '2018-03-05', '2018-05-25'],
  ['MK', '2018-10-01', '2018-11-16'],
  ['ME', '2019-03-04', '2019-05-24'],
  ['RS', '2019-09-23', '2019-11-22'],
  ['BA', '2021-10-04', '2021-11-26'],
  ['RS', '2022-03-07', '2022-05-20'],
  ['MK', '2022-10-03', '2022-11-18'],
  ['ME', '2023-04-03', '2023-06-09'],
  ['RS', '2023-10-02', '2023-11-24'],
  ['BA', '2024-04-08', '2024-06-07'],
  ['MK', '2025-03-10', '2025-05-30'],
  ['RS', '2025-10-06', '2025-11-21'],
];

/** What is known of a visit besides where the peers came from. */
export interface Visit {
  readonly legal_cover: LegalCover;
  readonly approval: Approval;
  readonly team_countries: readonly Country[];
}
/** The visits of which everything is known, by their place among the visits. */
export const described: Readonly<Record<number, Visit>> = {
  11: { legal_cover: 'invitation', approval: 'approved', team_countries: ['BA', 'RS'] },
  12: { legal_cover: 'sofa', approval: 'not_needed', team_countries: ['ME', 'MK', 'RS'] },
};

/** Coaching: who coached, and when. Nothing else is kept of it. */
export const coachings: readonly (readonly [Country, string, Fate])[] = [
  ['RS', '2025-02-12', 'released'],
  ['RS', '2025-06-04', 'released'],
  ['BA', '2025-10-15', 'released'],
  ['ME', '2026-03-18', 'released'],
  ['MK', '2026-05-20', 'released'],
  ['RS', '2026-09-16', 'released'],
  ['BA', '2026-10-14', 'waiting'],
];

/** What each ministry has on its desk today: released, waiting, returned and still being written. */
export const desk: readonly (readonly [Fate, string, string])[] = [
  ['reopened', '2026-03-02', '2026-05-22'],
  ['released', '2026-09-02', '2026-09-11'],
  ['released', '2026-09-07', '2026-09-16'],
  ['waiting', '2026-09-21', '2026-10-02'],
  ['waiting', '2026-09-28', '2026-10-09'],
  ['from_coordinator', '2026-10-05', '2026-10-16'],
  ['returned', '2026-09-14', '2026-09-25'],
  ['draft', '2026-10-19', '2026-10-27'],
  ['begun', '2026-10-21', '2026-10-28'],
];

/** Sessions that were announced and not held, or not yet. */
export const announcements: readonly (readonly [Country, Occurrence, string, string, Fate])[] = [
  ['RS', 'postponed', '2020-03-24', '2020-03-17', 'released'],
  ['BA', 'postponed', '2020-04-07', '2020-03-19', 'released'],
  ['MK', 'cancelled', '2020-03-26', '2020-03-18', 'released'],
  ['BA', 'planned', '2026-11-17', '2026-10-06', 'released'],
  ['ME', 'planned', '2026-11-24', '2026-10-07', 'released'],
  ['MK', 'planned', '2026-12-02', '2026-10-08', 'released'],
  ['RS', 'planned', '2026-12-08', '2026-10-05', 'released'],
  ['RS', 'planned', '2026-12-10', '2026-10-27', 'waiting'],
  ['ME', 'postponed', '2026-10-22', '2026-10-09', 'released'],
  ['BA', 'cancelled', '2026-10-14', '2026-10-12', 'released'],
  ['MK', 'postponed', '2026-11-05', '2026-10-13', 'released'],
];
