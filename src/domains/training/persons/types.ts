import type { SessionKind } from '#domains/training/sessions/types.ts';
import type { OwnerId, PersonId } from '#shared/ids.ts';

/** How many codes a list may hold, and how long one may be. */
export const mostCodes = 2000;
export const longestCode = 30;

/** The list of a session by codes, for the people of its ministry. */
export interface ParticipantList {
  readonly ownerId: OwnerId;
  readonly codes: readonly string[];
  /** Counts up with every change; 0: there was never a list. */
  readonly revision: number;
  /** Who changed it last; null where nobody did, or the platform, as its time was over. */
  readonly listedBy: PersonId | null;
  readonly listedAt: Date | null;
  /** How many people the newest version leaves room for; null: nothing limits it. */
  readonly most: number | null;
  /** How many it recorded: a longer list says nothing of persons; null where nobody did. */
  readonly recorded: number | null;
  /** Coaching counts nobody, so nobody is listed. */
  readonly isCounted: boolean;
}

/** What the lists of a ministry's sessions hold together, for one kind and some years. */
export interface ListedSum {
  readonly sessions: number;
  readonly attendances: number;
  /** The sessions whose list says something. */
  readonly lists: number;
  /** Those whose list is longer than the released head-count, or which have none. */
  readonly unfitLists: number;
  /** The attendances that are on a list. */
  readonly listed: number;
  /** The different codes on all lists. */
  readonly codes: number;
  /** The largest head-count of one session. */
  readonly largest: number;
}

/** The persons that there can have been, both numbers possible and all between. */
export interface PersonRange {
  readonly least: number;
  readonly most: number;
}

/** The figure of persons as a ministry sees its own. */
export interface OwnPersons extends ListedSum {
  /** Null without any list: then there is no figure. */
  readonly range: PersonRange | null;
}

/** What a ministry let everybody know: at least so many persons among so many attendances, as at then. */
export interface PublishedPersons {
  readonly ownerId: OwnerId;
  readonly kind: SessionKind;
  readonly least: number;
  readonly attendances: number;
  readonly publishedAt: Date;
}

/** Why the least number does not leave now: no list, a small number would be learnt, or too close to an earlier one. */
export type Obstacle = 'unlisted' | 'small' | 'close';

/** What would leave now. */
export interface Publishable {
  readonly least: number | null;
  readonly attendances: number | null;
  readonly obstacle: Obstacle | null;
}

/** Why a line of a list is no code. */
export type CodeReason = 'email' | 'name' | 'digit' | 'number' | 'long' | 'sign' | 'twice' | 'many';
/** A line of a list, counted from 1, that is wrong; of one that stands there twice, where it stood first. */
export interface LineProblem {
  readonly line: number;
  readonly reason: CodeReason;
  readonly first?: number;
}
