import type { OwnerId } from '#shared/ids.ts';
import { margins } from '#domains/training/sessions/types.ts';
import type { Occurrence, ReleasedCount, SessionKind } from '#domains/training/sessions/types.ts';
import type { Counted, ReachRow, ReachSum } from './types.ts';

/** The kind whose total is the headline figure, *attendances*; the others stand beside it as figures of their own. */
export const headlineKind: SessionKind = 'peers_at_home';

/** A released session, as far as it matters for a sum. */
export interface CountedSession extends ReleasedCount {
  readonly ownerId: OwnerId;
  readonly year: number;
  readonly kind: SessionKind;
  readonly occurrence: Occurrence;
}

/**
 * What one released session adds to its row: nothing unless it was held, and no part of an unknown total. The summary is
 * kept by a trigger (migrations/0007_reach.sql); this says the same as a rule, and the tests hold the two together.
 */
export function rowOf({ ownerId, year, kind, occurrence, ...count }: CountedSession): ReachRow {
  const isHeld = occurrence === 'held';
  // Of coaching nobody expects a total.
  const isComplete = count.total !== null || kind === 'coaching';
  const isCounted = isHeld && count.total !== null;
  const counted = Object.fromEntries(margins.map((margin) => [margin, isCounted ? (count[margin] ?? 0) : 0]));
  const sessions = Number(isHeld);
  return {
    ...{ ownerId, year, kind, sessions, uncountedSessions: sessions * Number(!isComplete), ...(counted as Counted) },
    ...exactly,
  };
}

/** Of exact numbers nothing is held back. */
export const exactly = { heldSessions: 0, withheldSex: 0, withheldStatus: 0, withheldBoth: 0 } as const;

/** Adds up rows of one kind. Rows of several kinds are never added: that throws, as it is our mistake. */
export function sumRows(rows: readonly ReachRow[]): ReachSum {
  if (new Set(rows.map(({ kind }) => kind)).size > 1) throw new Error('Kinds of sessions are kept apart, never added.');
  const of = (number: Exclude<keyof ReachRow, 'ownerId' | 'year' | 'kind' | 'sharedSessions' | 'sharedTotal'>) =>
    rows.reduce((sum, row) => sum + row[number], 0);
  const total = of('total');
  const split = <Part extends keyof Counted>(parts: readonly Part[], withheld: number) => {
    const counted = Object.fromEntries(parts.map((part) => [part, of(part)])) as Record<Part, number>;
    const recorded = parts.reduce((sum, part) => sum + counted[part], 0);
    return { ...counted, notRecorded: total - recorded - withheld, withheld };
  };
  return {
    sessions: of('sessions'),
    uncountedSessions: of('uncountedSessions'),
    heldSessions: of('heldSessions'),
    total,
    bySex: split(['women', 'men'], of('withheldSex')),
    byStatus: split(['civilian', 'military'], of('withheldStatus')),
    byBoth: split(['womenCivilian', 'womenMilitary', 'menCivilian', 'menMilitary'], of('withheldBoth')),
  };
}
