import { splitOf, type Audience } from './narrowing.ts';
import type { ShownRow, ShownTotal } from './shown.ts';

/** One ministry of the cascade: its trainers, their sessions, and who was there. */
export interface CascadeRow {
  readonly name: string;
  /** Null: not known to whoever looks. */
  readonly trainers: number | null;
  readonly sessions: number;
  readonly shown: ShownRow;
}

/** Where a part of the people goes to: a part of the split, what nobody recorded, or what is withheld. */
export type CascadeEnd = 'women' | 'men' | 'civilian' | 'military' | 'notRecorded' | 'withheld';

/** A ministry's people by where they go; null where not even their number may be shown. */
export interface CascadeLane extends Omit<CascadeRow, 'shown'> {
  readonly total: ShownTotal;
  readonly parts: Readonly<Partial<Record<CascadeEnd, number>>> | null;
}

export interface Cascade {
  readonly lanes: readonly CascadeLane[];
  /** Where anybody goes, in their order, with how many of all that is shown. */
  readonly ends: readonly { readonly end: CascadeEnd; readonly n: number }[];
}

/** The parts of a split, in the order in which they are drawn. */
export const endsOf = (audience: Audience | undefined): readonly CascadeEnd[] =>
  splitOf(audience) === 'bySex'
    ? ['women', 'men', 'notRecorded', 'withheld']
    : ['civilian', 'military', 'notRecorded', 'withheld'];

/**
 * Lays the ministries out as they will be drawn. Every person whose number is shown goes somewhere: what was not recorded
 * is a part, and a split that is withheld is one too; neither is left out, and neither is zero.
 */
export function layOutCascade(rows: readonly CascadeRow[], audience?: Audience): Cascade {
  const lanes = rows.map(({ shown, ...row }) => ({ ...row, total: shown.total, parts: partsOf(shown, audience) }));
  const count = (end: CascadeEnd) => lanes.reduce((sum, { parts }) => sum + (parts?.[end] ?? 0), 0);
  return {
    lanes,
    ends: endsOf(audience)
      .map((end) => ({ end, n: count(end) }))
      .filter(({ n }) => n > 0),
  };
}

function partsOf({ total, bySex, byStatus }: ShownRow, audience: Audience | undefined): CascadeLane['parts'] {
  if (typeof total !== 'number') return null;
  if (splitOf(audience) === 'bySex')
    return typeof bySex === 'string'
      ? { withheld: total }
      : { women: bySex.women ?? 0, men: bySex.men ?? 0, notRecorded: bySex.notRecorded, withheld: bySex.withheld };
  return typeof byStatus === 'string'
    ? { withheld: total }
    : {
        civilian: byStatus.civilian ?? 0,
        military: byStatus.military ?? 0,
        notRecorded: byStatus.notRecorded,
        withheld: byStatus.withheld,
      };
}
