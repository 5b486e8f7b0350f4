import { sayUnrecorded, type FigureRow } from './figure.ts';
import type { ShownRow, ShownTotal } from './protection.ts';

/** Years from one to another, both inside. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Where a period ends that has no first or no last year. */
export const openPeriod: Period = { from: 1900, to: 2099 };

/** One part of those who were there, which somebody asks for. */
export const audiences = ['women', 'men', 'civilian', 'military'] as const;
export type Audience = (typeof audiences)[number];

/** Which split an audience is a part of; without one, women and men. */
export const splitOf = (audience: Audience | undefined): 'bySex' | 'byStatus' =>
  audience === 'civilian' || audience === 'military' ? 'byStatus' : 'bySex';

/**
 * What rows that may be shown add up to. Only what is shown is added: a sum with a row that is withheld is withheld too,
 * so that it says nothing that its rows do not say.
 */
export function addShown(rows: readonly ShownRow[]): ShownRow {
  const [first] = rows;
  if (first && rows.length === 1) return first;
  const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((all, n) => all + (n ?? 0), 0);
  const totals = rows.flatMap(({ total }) => (typeof total === 'number' ? total : []));
  const sexes = rows.flatMap(({ bySex }) => (bySex === 'withheld' ? [] : bySex));
  const statuses = rows.flatMap(({ byStatus }) => (byStatus === 'withheld' ? [] : byStatus));
  return sayUnrecorded({
    total: totals.length < rows.length ? 'withheld' : sum(totals),
    bySex:
      sexes.length < rows.length
        ? 'withheld'
        : {
            women: sum(sexes.map(({ women }) => women)),
            men: sum(sexes.map(({ men }) => men)),
            notRecorded: sum(sexes.map(({ notRecorded }) => notRecorded)),
          },
    byStatus:
      statuses.length < rows.length
        ? 'withheld'
        : {
            civilian: sum(statuses.map(({ civilian }) => civilian)),
            military: sum(statuses.map(({ military }) => military)),
            notRecorded: sum(statuses.map(({ notRecorded }) => notRecorded)),
          },
  });
}

/** Several lines of a figure's table as one. */
export const addRows = <Key>(key: Key, rows: readonly FigureRow<unknown>[]): FigureRow<Key> => ({
  key,
  sessions: rows.reduce((all, row) => all + row.sessions, 0),
  uncountedSessions: rows.reduce((all, row) => all + row.uncountedSessions, 0),
  shown: addShown(rows.map(({ shown }) => shown)),
});

/** How many of an audience were there; null where it was recorded of nobody. Without an audience, everybody. */
export function partOf(shown: ShownRow, audience: Audience | undefined): ShownTotal | null {
  if (audience === undefined) return shown.total;
  if (audience === 'women' || audience === 'men')
    return shown.bySex === 'withheld' ? 'withheld' : shown.bySex[audience];
  return shown.byStatus === 'withheld' ? 'withheld' : shown.byStatus[audience];
}

/** Of how many it was not recorded whether they were of the audience; null where that is withheld. */
export function notRecordedOf(shown: ShownRow, audience: Audience): number | null {
  const split = shown[splitOf(audience)];
  return split === 'withheld' ? null : split.notRecorded;
}
