import type { ReachSum } from '../types.ts';

/**
 * A total as it may be shown: itself; or withheld, where none of the sessions behind it has left yet, which is never
 * said as a number that it is below. Of coaching nobody is counted, which is not a zero.
 */
export type ShownTotal = number | 'withheld' | 'notCounted';

export interface ShownSex {
  /** Null: recorded of nobody. */
  readonly women: number | null;
  readonly men: number | null;
  readonly notRecorded: number;
  /** Of how many it is not shown: it is withheld, or their total left only in a sum. */
  readonly withheld: number;
}

export interface ShownStatus {
  readonly civilian: number | null;
  readonly military: number | null;
  readonly notRecorded: number;
  readonly withheld: number;
}

/** A row as it may be shown. Each split adds up to the total; what is withheld is said to be, and is never zero or empty. */
export interface ShownRow {
  readonly total: ShownTotal;
  readonly bySex: ShownSex | HiddenSplit;
  readonly byStatus: ShownStatus | HiddenSplit;
}
/** Why a split is not there at all. */
export type HiddenSplit = 'withheld' | 'notCounted';

/** The row of a figure that counts sessions and no people. */
export const notCounted: ShownRow = { total: 'notCounted', bySex: 'notCounted', byStatus: 'notCounted' };

/** A split, or null where it is not there. */
export const splitOrNull = <Split extends object>(split: Split | HiddenSplit): Split | null =>
  typeof split === 'string' ? null : split;

/** The cells of sex and status together. Null: recorded of nobody. */
export interface ShownBoth {
  readonly womenCivilian: number | null;
  readonly womenMilitary: number | null;
  readonly menCivilian: number | null;
  readonly menMilitary: number | null;
  readonly notRecorded: number;
  readonly withheld: number;
}

/** The same as it may be shown, beside its total: where all of it that was recorded is withheld, none of it is there. */
export function showBoth(both: ReachSum['byBoth'], total: ShownTotal): ShownBoth | HiddenSplit {
  if (typeof total === 'string') return total;
  if (both.womenCivilian + both.womenMilitary + both.menCivilian + both.menMilitary > 0) return both;
  if (both.withheld > 0) return 'withheld';
  if (both.notRecorded === 0) return both;
  return { ...both, womenCivilian: null, womenMilitary: null, menCivilian: null, menMilitary: null };
}

/** A sum as it may be shown: what is published of it holds no small number (publication.ts); this says what is missing. */
export function showSum({ total, heldSessions, bySex, byStatus }: ReachSum): ShownRow {
  const isHidden = total === 0 && heldSessions > 0;
  const show = <Split extends { readonly notRecorded: number; readonly withheld: number }>(
    split: Split,
    shown: number,
  ) => (isHidden || (shown === 0 && split.withheld > 0 && split.notRecorded === 0) ? 'withheld' : split);
  return sayUnrecorded({
    total: isHidden ? 'withheld' : total,
    bySex: show(bySex, bySex.women + bySex.men),
    byStatus: show(byStatus, byStatus.civilian + byStatus.military),
  });
}

/** What nobody recorded is said to be not recorded, and is not a zero: of 274 people with no sex recorded, no women. */
export const sayUnrecorded = ({ total, bySex, byStatus }: ShownRow): ShownRow => ({
  total,
  bySex:
    typeof bySex !== 'string' && bySex.notRecorded > 0 && !bySex.women && !bySex.men
      ? { ...bySex, women: null, men: null }
      : bySex,
  byStatus:
    typeof byStatus !== 'string' && byStatus.notRecorded > 0 && !byStatus.civilian && !byStatus.military
      ? { ...byStatus, civilian: null, military: null }
      : byStatus,
});
