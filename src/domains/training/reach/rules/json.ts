import * as v from 'valibot';
import type { ReachSum } from '../types.ts';
import type { FigureRow } from './figure.ts';
import { partOf, type Audience } from './narrowing.ts';
import { showBoth, type HiddenSplit, type ShownRow } from './shown.ts';

/*
 * How the numbers of a figure are written as JSON: what is withheld is said to be, and is never zero or empty.
 */

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const withheld = v.object({ withheld: v.literal(true) });
/** Of a figure that counts sessions and no people. */
const notCounted = v.object({ notCounted: v.literal(true) });

/** A total as it may be shown. */
export const shownTotalJson = v.pipe(
  v.union([whole, withheld]),
  v.description('How many, or withheld; where the unit is the session, the number of sessions.'),
);
/** The value of a figure, which can be that of an audience. */
export const figureValueJson = v.pipe(
  v.union([whole, withheld, v.object({ notRecorded: v.literal(true) })]),
  v.description(
    'How many, or withheld; where the unit is the session, the number of sessions; or, of an audience, recorded of nobody.',
  ),
);
const notRecorded = v.pipe(
  whole,
  v.description('The part of the value of which this split was not recorded, or not released so finely.'),
);
const alsoWithheld = v.pipe(
  whole,
  v.description('The part of the value of which this split is not shown: it is withheld, or left only in a sum.'),
);
const part = v.pipe(
  v.nullable(whole),
  v.description('How many; null where this split was nowhere both recorded and released.'),
);
const bySex = v.union([
  v.object({ women: part, men: part, notRecorded, withheld: alsoWithheld }),
  withheld,
  notCounted,
]);
const byStatus = v.union([
  v.object({ civilian: part, military: part, notRecorded, withheld: alsoWithheld }),
  withheld,
  notCounted,
]);

/** The numbers of a figure or of one of its rows. Each split adds up to the value. */
export const shownRowJson = {
  sessions: v.pipe(whole, v.description('Held sessions.')),
  uncountedSessions: v.pipe(whole, v.description('Those of them whose total was not recorded; they add nothing.')),
  heldSessions: v.pipe(
    whole,
    v.description('Those of them whose total is too small to be shown yet; they add nothing.'),
  ),
  sharedSessions: v.pipe(
    whole,
    v.description(
      'Those of them that were claimed: another ministry is their owner, and the network counts them once, there.',
    ),
  ),
  sharedAttendances: v.pipe(whole, v.description('The part of the value that is of those sessions.')),
  value: shownTotalJson,
  bySex,
  byStatus,
};
/** Women and men, civilian and military, together. */
export const byBothJson = v.union([
  v.object({
    womenCivilian: part,
    womenMilitary: part,
    menCivilian: part,
    menMilitary: part,
    notRecorded,
    withheld: alsoWithheld,
  }),
  withheld,
  notCounted,
]);

const reasons = { withheld: { withheld: true }, notCounted: { notCounted: true } } as const;
const orReason = <Shown extends object | number>(shown: Shown | HiddenSplit) =>
  typeof shown === 'string' ? reasons[shown] : shown;

/** A figure or a row, with the number of its sessions. */
interface Numbers {
  readonly sessions: number;
  readonly shown: ShownRow;
}

/** Writes the value of a figure: of everybody, or of an audience. Of a figure that counts sessions, these. */
export function writeValue(
  { sessions, shown }: Numbers,
  audience: Audience | undefined,
): v.InferOutput<typeof figureValueJson> {
  if (shown.total === 'notCounted') return sessions;
  const part = partOf(shown, audience);
  if (part === null) return { notRecorded: true };
  return typeof part === 'string' ? reasons.withheld : part;
}

function writeTotal({ sessions, shown: { total } }: Numbers): v.InferOutput<typeof shownTotalJson> {
  if (total === 'notCounted') return sessions;
  return total === 'withheld' ? reasons.withheld : total;
}

/** Writes the numbers of a figure or a row. */
export const writeShown = ({ sessions, shown }: Numbers) => ({
  value: writeTotal({ sessions, shown }),
  bySex: orReason(shown.bySex),
  byStatus: orReason(shown.byStatus),
});

/** Writes one row of a figure's table, without its key. */
export const writeRow = ({ shown, ...row }: FigureRow<unknown>) => ({
  sessions: row.sessions,
  uncountedSessions: row.uncountedSessions,
  heldSessions: row.heldSessions,
  sharedSessions: row.shared.sessions,
  sharedAttendances: row.shared.attendances,
  ...writeShown({ sessions: row.sessions, shown }),
});

/** Writes the split by both, of which the whole is shown beside it. */
export const writeBoth = (byBoth: ReachSum['byBoth'], { total }: ShownRow) => orReason(showBoth(byBoth, total));
