import { bases, type Basis } from '#domains/training/sessions/types.ts';
import type { BasisRow } from '../types.ts';

/** On what the figure of a ministry rests, and what is missing in it. All of it counts sessions, not people. */
export interface Groundwork {
  readonly sessions: number;
  readonly byBasis: Readonly<Record<Basis, number>>;
  readonly withoutTotal: number;
  readonly withoutSex: number;
  readonly withoutStatus: number;
  /** The years of the period in which no session was held and released. */
  readonly yearsWithout: readonly number[];
}

/** Adds up how one ministry counted. Without any session, every year of the period is one without records. */
export function layGroundwork(rows: readonly BasisRow[], period: { from: number; to: number }): Groundwork {
  const sum = (of: (row: BasisRow) => number) => rows.reduce((all, row) => all + of(row), 0);
  const years = Array.from({ length: Math.max(0, period.to - period.from + 1) }, (_, at) => period.from + at);
  return {
    sessions: sum(({ sessions }) => sessions),
    byBasis: Object.fromEntries(
      bases.map((basis) => [basis, sum((row) => (row.basis === basis ? row.sessions : 0))]),
    ) as Record<Basis, number>,
    withoutTotal: sum(({ withoutTotal }) => withoutTotal),
    withoutSex: sum(({ withoutSex }) => withoutSex),
    withoutStatus: sum(({ withoutStatus }) => withoutStatus),
    yearsWithout: years.filter((year) => !rows.some((row) => row.year === year)),
  };
}
