import type { PublishedShare, ReportedTotal } from '../types.ts';
import { flagOverlaps, flagStandstills } from './reported.ts';
import { judgeShares } from './shares.ts';

/** What does not fit about a record that others published: with itself, or with another record. */
export type Flag =
  | { readonly name: 'standstill'; readonly other: ReportedTotal; readonly months: number }
  | { readonly name: 'overtakes'; readonly other: ReportedTotal; readonly months: number }
  | { readonly name: 'overlap'; readonly other: ReportedTotal }
  | { readonly name: 'disagrees'; readonly computed: number }
  | { readonly name: 'conflict'; readonly other: PublishedShare };

/** What does not fit about a reported total beside the others. It may stand beside itself: its id tells. */
export function flagTotal(total: ReportedTotal, others: readonly ReportedTotal[]): Flag[] {
  const all = [...others.filter(({ id }) => id !== total.id), total];
  return [
    ...flagStandstills(all).flatMap(({ earlier, later, months }): Flag[] => {
      if (later === total) return [{ name: 'standstill', other: earlier, months }];
      return earlier === total ? [{ name: 'overtakes', other: later, months }] : [];
    }),
    ...flagOverlaps(all).flatMap(({ first, second }): Flag[] => {
      if (first !== total && second !== total) return [];
      return [{ name: 'overlap', other: first === total ? second : first }];
    }),
  ];
}

/** What does not fit about a share: with its own numbers, or with another source of the same people and date. */
export function flagShare(share: PublishedShare, others: readonly PublishedShare[]): Flag[] {
  const judged = judgeShares([...others.filter(({ id }) => id !== share.id), share]).find((one) => one.share === share);
  if (!judged) return [];
  return [
    ...(judged.disagreesWithItself && judged.computed !== null
      ? [{ name: 'disagrees' as const, computed: judged.computed }]
      : []),
    ...judged.conflicts.map((other): Flag => ({ name: 'conflict', other })),
  ];
}
